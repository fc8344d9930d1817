using System.Text.RegularExpressions;

namespace Alerting.Core.Configuration.Reading.Schemas;

/// <summary>A URL as Go's url.Parse takes it apart.</summary>
/// <param name="Scheme">In lower case; empty when there is none.</param>
/// <param name="Host">With its port; empty when there is none.</param>
/// <param name="Problem">Why it is no URL, in Go's words; else null.</param>
/// <param name="Part">The part of the URL that <paramref name="Problem"/> quotes after its words; may be empty.</param>
internal sealed partial record GoUrl(string Scheme, string Host, string? Problem = null, string Part = "")
{
    public static GoUrl Parse(string text)
    {
        var parts = Parts().Match(text);
        string Of(string name) => parts.Groups[name].Value;
        var (scheme, host) = (Of("scheme").ToLowerInvariant(), Of("host"));
        var url = new GoUrl(scheme, host);
        if (text.Any(c => c < ' ' || c == '\u007f'))
        {
            return url with { Problem = "net/url: invalid control character in URL" };
        }

        if (text.StartsWith(':'))
        {
            return url with { Problem = "missing protocol scheme" };
        }

        // With a scheme and no slash it is opaque, and nothing of it is looked at.
        if (scheme.Length > 0 && !Of("rest").StartsWith('/'))
        {
            return url with { Host = "" };
        }

        return !parts.Groups["host"].Success && scheme.Length == 0 && FirstSegmentHasColon(Of("rest"))
            ? url with { Problem = "first path segment in URL cannot contain colon" }
            : ProblemOfHost(url) ?? ProblemOfUser(url, Of("user")) ?? ProblemOfEscapes(url, Of("path")) ?? url;
    }

    private static bool FirstSegmentHasColon(string rest) =>
        rest.Split('/', 2)[0].Contains(':', StringComparison.Ordinal);

    private static GoUrl? ProblemOfHost(GoUrl url)
    {
        var host = url.Host;
        if (host.StartsWith('[') && !host.Contains(']', StringComparison.Ordinal))
        {
            return url with { Problem = "missing ']' in host" };
        }

        var at = host.StartsWith('[') ? host.LastIndexOf(']') + 1 : host.LastIndexOf(':');
        if (at >= 0 && !Port().IsMatch(host[at..]))
        {
            return url with { Problem = "invalid port {0} after host", Part = host[at..] };
        }

        var odd = OddInHost().Match(host);
        if (!odd.Success)
        {
            return null;
        }

        return odd.Value[0] == '%'
            ? url with { Problem = "invalid URL escape {0}", Part = odd.Value }
            : url with { Problem = "invalid character {0} in host name", Part = odd.Value };
    }

    private static GoUrl? ProblemOfUser(GoUrl url, string user)
    {
        if (OddInUser().IsMatch(user))
        {
            return url with { Problem = "net/url: invalid userinfo" };
        }

        return ProblemOfEscapes(url, user);
    }

    private static GoUrl? ProblemOfEscapes(GoUrl url, string text)
    {
        var loose = LooseEscape().Match(text);
        return loose.Success ? url with { Problem = "invalid URL escape {0}", Part = loose.Value } : null;
    }

    [GeneratedRegex(
        """
        ^((?<scheme>[a-zA-Z][a-zA-Z0-9+.-]*):)?
        (?<rest>(//((?<user>[^/?\#]*)@)?(?<host>[^/?\#]*))?(?<path>[^?\#]*))
        """,
        RegexOptions.CultureInvariant | RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Parts();

    [GeneratedRegex("^(:[0-9]*)?$", RegexOptions.CultureInvariant)]
    private static partial Regex Port();

    [GeneratedRegex("""%(?![89a-fA-F][0-9a-fA-F]|25).{0,2}|[\x00-\x7f-[a-zA-Z0-9!$&'()*+,;=:\[\]<>"_.~%-]]""",
        RegexOptions.CultureInvariant)]
    private static partial Regex OddInHost();

    [GeneratedRegex("[^a-zA-Z0-9._:~!$&'()*+,;=%@-]", RegexOptions.CultureInvariant)]
    private static partial Regex OddInUser();

    [GeneratedRegex("%(?![0-9a-fA-F]{2}).{0,2}", RegexOptions.CultureInvariant)]
    private static partial Regex LooseEscape();
}
