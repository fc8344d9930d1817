using System.Collections.Immutable;

namespace Alerting.Core.Templates.Values;

/// <summary>Texts put together.</summary>
internal static class Joined
{
    /// <summary>Characters at most.</summary>
    private const int Longest = 1 << 20;

    /// <summary>The texts with a separator between each two.</summary>
    public static string Of(ImmutableArray<string> texts, string separator)
    {
        var length = (long)separator.Length * Math.Max(0, texts.Length - 1);
        foreach (var text in texts)
        {
            length += text.Length;
        }

        return length <= Longest
            ? string.Join(separator, texts.AsEnumerable())
            : throw new TemplateException($"more than {Longest} characters");
    }
}
