using Alerting.Core.Alerts;
using Alerting.Core.Configuration.Yaml;

namespace Alerting.Core.Configuration.Reading.Schemas;

/// <summary>URLs, judged as Alertmanager judges them; null when they are none, which is reported.</summary>
internal static class Urls
{
    /// <summary>As Alertmanager prints its configuration; loading what it printed has to work.</summary>
    public const string Placeholder = ConfigurationFinding.Hidden;

    private static readonly string[] Nameable =
        ["", "file", "ftp", "mailto", "smtp", "ssh", "tcp", "unix", "ws", "wss"];

    /// <summary>An http or https URL.</summary>
    public static string? Read(YamlValue value) =>
        value.AsText() is { } text && IsSound(value, ProblemOf(text, value.IsSecret)) ? text : null;

    /// <summary>The same, or the placeholder.</summary>
    public static string? ReadSecret(YamlValue value) => IsPlaceholder(value) ? Placeholder : Read(value);

    /// <summary>The same, or the empty text, or a template, whose syntax is looked at when templates are.</summary>
    public static string? ReadTemplate(YamlValue value)
    {
        if (value.AsText("config.plain") is not { } text
            || text.Length == 0 || IsPlaceholder(value) || IsTemplate(text))
        {
            return value.Node is YamlScalar scalar ? scalar.Text : null;
        }

        var problem = ProblemOf(text, hide: true);
        return IsSound(value, problem is null ? null : "invalid URL: " + problem) ? text : null;
    }

    /// <summary>Whatever Go's url.Parse takes.</summary>
    public static string? ReadLoose(YamlValue value) =>
        value.AsText() is { } text && IsSound(value, ProblemOf(GoUrl.Parse(text), text, hide: true)) ? text : null;

    /// <summary>Whether a text holds a template.</summary>
    public static bool IsTemplate(string text) => text.Contains("{{", StringComparison.Ordinal);

    private static bool IsPlaceholder(YamlValue value) => value.Node is YamlScalar { Text: Placeholder };

    private static bool IsSound(YamlValue value, string? problem)
    {
        if (problem is not null)
        {
            value.ErrorOnValue(problem);
        }

        return problem is null;
    }

    private static string? ProblemOf(string text, bool hide)
    {
        var url = GoUrl.Parse(text);
        if (url.Problem is not null)
        {
            return ProblemOf(url, text, hide);
        }

        if (url.Scheme is "http" or "https")
        {
            return url.Host.Length == 0 ? "missing host for URL" : null;
        }

        // Of a secret without scheme, such as a token with a colon in it, the part before the colon is the secret's.
        return $"unsupported scheme {Show(url.Scheme, hide && !Nameable.Contains(url.Scheme))} for URL";
    }

    private static string? ProblemOf(GoUrl url, string text, bool hide) => url.Problem is null ? null
        : $"parse {Show(text, hide)}: "
            + url.Problem.Replace("{0}", Show(url.Part, hide), StringComparison.Ordinal);

    private static string Show(string text, bool hide) =>
        hide ? ConfigurationFinding.Hidden : GoQuote.Append(new(), text).ToString();
}
