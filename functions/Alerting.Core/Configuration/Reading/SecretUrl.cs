using System.Text.RegularExpressions;
using Alerting.Core.Alerts;
using Alerting.Core.Configuration.Yaml;

namespace Alerting.Core.Configuration.Reading;

/// <summary>A URL that is a secret, written out or in a file: the pair of keys <c>x</c> and <c>x_file</c>.</summary>
internal static partial class SecretUrl
{
    // As Alertmanager prints its configuration; loading what it printed has to work.
    private const string Placeholder = ConfigurationFinding.Hidden;

    private static readonly string[] Nameable =
        ["", "file", "ftp", "mailto", "smtp", "ssh", "tcp", "unix", "ws", "wss"];

    /// <summary>The secret, null when neither key is set or one is wrong.</summary>
    /// <param name="map">Where both keys are.</param>
    /// <param name="key">The key of the URL.</param>
    /// <param name="fileExists">Tells whether a file can be seen now; a missing one is a warning.</param>
    public static Secret? TakeSecretUrl(this YamlMap map, string key, Func<string, bool> fileExists)
    {
        var fileKey = key + "_file";
        var file = map.TakeSet(fileKey);
        var fileName = file?.AsText() ?? "";
        var url = map.TakeSecret(key);
        if (url is not null && fileName.Length > 0)
        {
            url.Error($"at most one of {key} & {fileKey} must be configured");
            return null;
        }

        if (fileName.Length > 0)
        {
            WarnOfMissing(file!, fileName, fileExists);
            return Secret.FromFile(fileName);
        }

        return url?.AsText() is { } text && IsUsable(url, text) ? Secret.Inline(text) : null;
    }

    private static void WarnOfMissing(YamlValue place, string name, Func<string, bool> fileExists)
    {
        if (!fileExists(name))
        {
            place.WarnOnValue("no such file now; it is read when a notification is sent");
        }
    }

    private static bool IsUsable(YamlValue url, string text)
    {
        if (text == Placeholder)
        {
            url.Warn("a placeholder, not a URL: nothing can be sent to it");
            return true;
        }

        var problem = text.Contains("{{", StringComparison.Ordinal)
            ? "not built yet: templates in a URL"
            : ProblemOf(text);
        if (problem is not null)
        {
            url.ErrorOnValue(problem);
        }

        return problem is null;
    }

    // Alertmanager's parseURL; then what .NET could never send to.
    private static string? ProblemOf(string text)
    {
        var parts = Parts().Match(text);
        var scheme = parts.Groups["scheme"].Value.ToLowerInvariant();
        if (scheme is not ("http" or "https"))
        {
            // Of a secret without scheme, such as a token with a colon in it, the part before the colon is the
            // secret's.
            var shown = Nameable.Contains(scheme)
                ? GoQuote.Append(new(), scheme).ToString()
                : ConfigurationFinding.Hidden;
            return $"unsupported scheme {shown} for URL";
        }

        if (parts.Groups["host"].Length == 0)
        {
            return "missing host for URL";
        }

        var isSound = !text.Any(c => char.IsControl(c))
            && !parts.Groups["host"].Value.Contains(' ', StringComparison.Ordinal)
            && !LooseEscape().IsMatch(parts.Groups["path"].Value) && Uri.TryCreate(text, UriKind.Absolute, out _);
        return isSound ? null : "not a valid URL";
    }

    [GeneratedRegex("""^((?<scheme>[a-zA-Z][a-zA-Z0-9+.-]*):)?(//([^/?#]*@)?(?<host>[^/?#]*))?(?<path>[^?#]*)""",
        RegexOptions.CultureInvariant)]
    private static partial Regex Parts();

    [GeneratedRegex("%(?![0-9a-fA-F]{2})", RegexOptions.CultureInvariant)]
    private static partial Regex LooseEscape();
}
