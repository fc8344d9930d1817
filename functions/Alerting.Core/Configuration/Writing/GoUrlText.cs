using System.Text;
using System.Text.RegularExpressions;

namespace Alerting.Core.Configuration.Writing;

/// <summary>
/// URLs as Go's url.URL prints them after reading, the scheme in lower case and odd characters escaped. What stands
/// before the host is never shown.
/// </summary>
internal static partial class GoUrlText
{
    private const string Stars = "xxxxx@";
    private const string Unreserved = "-_.~";

    /// <summary>The URL as Go prints it.</summary>
    public static string Print(string url)
    {
        var parts = Parts().Match(url);
        if (!parts.Success)
        {
            return url.Contains('@', StringComparison.Ordinal) ? ConfigurationFinding.Hidden : url;
        }

        var user = parts.Groups["user"].Success ? Stars : "";
        var fragment = parts.Groups["fragment"].Value;
        return parts.Groups["scheme"].Value.ToLowerInvariant() + "://" + user
            + Encoded(parts.Groups["host"].Value, char.IsAscii)
            + Path(parts.Groups["path"].Value)
            + parts.Groups["query"].Value
            + (fragment.Length > 1 ? "#" + Path(fragment[1..]) : "");
    }

    /// <summary>The same, its path ending with a slash.</summary>
    public static string PrintFolder(string url)
    {
        var parts = Parts().Match(url);
        var path = parts.Groups["path"];
        return !parts.Success || Uri.UnescapeDataString(path.Value).EndsWith('/')
            ? Print(url)
            : Print(url.Insert(path.Index + path.Length, "/"));
    }

    /// <summary>A text; of one that is a URL what stands before the host is not shown.</summary>
    public static string WithoutUser(string text) => User().Replace(text, "$1" + Stars);

    // As it was written where that is sound, else all of it escaped anew.
    private static string Path(string path) => path.All(IsSound)
        ? path
        : Encoded(Uri.UnescapeDataString(path), c => char.IsAsciiLetterOrDigit(c)
            || Unreserved.Contains(c, StringComparison.Ordinal) || "$&+,/:;=@".Contains(c, StringComparison.Ordinal));

    private static bool IsSound(char c) => char.IsAsciiLetterOrDigit(c)
        || Unreserved.Contains(c, StringComparison.Ordinal)
        || "!$&'()*+,;=:@[]%/".Contains(c, StringComparison.Ordinal);

    private static string Encoded(string text, Func<char, bool> isSound)
    {
        var encoded = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            encoded.Append(rune.IsAscii && isSound((char)rune.Value)
                ? rune.ToString()
                : string.Concat(Encoding.UTF8.GetBytes(rune.ToString()).Select(octet => $"%{octet:X2}")));
        }

        return encoded.ToString();
    }

    [GeneratedRegex(
        """
        ^(?<scheme>[a-zA-Z][a-zA-Z0-9+.-]*)://((?<user>[^/?\#]*)@)?(?<host>[^/?\#]*)
        (?<path>[^?\#]*)(?<query>(\?[^\#]*)?)(?<fragment>(\#[\s\S]*)?)\z
        """,
        RegexOptions.CultureInvariant | RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Parts();

    [GeneratedRegex(@"^(\s*([a-zA-Z][a-zA-Z0-9+.-]*:)?//)[^/?#\s]*@", RegexOptions.CultureInvariant)]
    private static partial Regex User();
}
