namespace Alerting.Core.Alerts;

/// <summary>
/// Orders texts by their UTF-8 bytes, as Go's string comparison does (UTF-16 order differs for surrogates).
/// </summary>
public sealed class Utf8Order : IComparer<string>
{
    /// <summary>The only one.</summary>
    public static Utf8Order Instance { get; } = new();

    /// <inheritdoc/>
    public int Compare(string? x, string? y)
    {
        var (left, right) = (x ?? "", y ?? "");
        var length = Math.Min(left.Length, right.Length);
        for (var i = 0; i < length; i++)
        {
            if (left[i] != right[i])
            {
                return Rank(left[i]) - Rank(right[i]);
            }
        }

        return left.Length - right.Length;
    }

    // Surrogates stand for code points above U+FFFF, so they come after U+E000..U+FFFF.
    private static int Rank(char c) => char.IsSurrogate(c) ? c + 0x10000 : c;
}
