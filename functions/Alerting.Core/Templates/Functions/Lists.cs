using Alerting.Core.Templates.Values;

namespace Alerting.Core.Templates.Functions;

/// <summary><c>list</c>, <c>append</c> and <c>dict</c>.</summary>
internal static class Lists
{
    private const int Longest = 100_000;

    /// <summary>A list of anything.</summary>
    public static Sequence.Anything Of(IReadOnlyList<object?> items) => new([.. items]);

    /// <summary>A list with more behind it.</summary>
    public static Sequence.Anything Append(IReadOnlyList<object?> args)
    {
        var items = args[0] is Sequence.Anything list ? list.Items : [];
        return items.Length + args.Count <= Longest
            ? new(items.AddRange(args.Skip(1)))
            : throw new TemplateException($"a list of more than {Longest} elements");
    }

    /// <summary>A map of keys and values in turn.</summary>
    public static Map Map(IReadOnlyList<object?> args)
    {
        if (args.Count % 2 != 0)
        {
            throw new TemplateException("dict requires an even number of arguments");
        }

        var entries = Values.Map.Empty.ToBuilder();
        for (var i = 0; i < args.Count; i += 2)
        {
            entries[args[i] as string ?? throw new TemplateException("dict keys must be strings")] = args[i + 1];
        }

        return new(entries.ToImmutable());
    }
}
