namespace Alerting.Core.Groups;

/// <summary>Texts that must not grow.</summary>
internal static class Text
{
    /// <summary>At most as many UTF-16 units, never half a surrogate pair.</summary>
    public static string Cut(string text, int most)
    {
        if (text.Length <= most)
        {
            return text;
        }

        return text[..(char.IsHighSurrogate(text[most - 1]) ? most - 1 : most)];
    }
}
