using System.Text.Json;
using System.Text.RegularExpressions;

namespace Alerting.Stories.Peers;

/// <summary>Where Alertmanager has changed its answers since 0.25, and what the answer of 0.25 has become.</summary>
internal static partial class SinceOldAlertmanager
{
    /// <summary>Posts that are answered otherwise by 0.34 or by us, each with why.</summary>
    public static readonly (string Why, string Body, ApiAnswerSeen Theirs, ApiAnswerSeen Ours)[] Rows =
    [
        ("0.27: any Unicode is a name",
            """[{"labels":{"a-b":"x"}}]""",
            Refused("invalid label set: invalid name \"a-b\""), Good),
        ("0.27: any Unicode is a name, of annotations as well",
            """[{"labels":{"a":"b"},"annotations":{"1":"x"}}]""",
            Refused("invalid annotations: invalid name \"1\""), Good),
        ("0.27: strfmt 0.22 takes a date alone",
            """[{"labels":{"a":"b"},"endsAt":"2026-11-21"}]""",
            Fault("parsing time \"2026-11-21\" as \"2006-01-02 15:04:05\": cannot parse \"\" as \"15\""), Good),
        ("0.27: strfmt 0.22 takes a date alone",
            """[{"labels":{"a":"b"},"endsAt":"2026-02-30"}]""",
            Fault("parsing time \"2026-02-30\" as \"2006-01-02 15:04:05\": cannot parse \"\" as \"15\""),
            Fault("parsing time \"2026-02-30\": day out of range")),
        ("0.27: Go 1.21 bounds the hours of an offset",
            """[{"labels":{"a":"b"},"startsAt":"2026-01-01T00:00:00+25:00"}]""",
            Good,
            Fault("parsing time \"2026-01-01T00:00:00+25:00\": extra text: \"T00:00:00+25:00\"")),
        ("0.27: Go 1.21 bounds the minutes of an offset",
            """[{"labels":{"a":"b"},"startsAt":"2026-01-01T00:00:00+00:61"}]""",
            Good,
            Fault("parsing time \"2026-01-01T00:00:00+00:61\": extra text: \"T00:00:00+00:61\"")),
        ("0.34: strfmt 0.27 leaves the fragment of a link out",
            """[{"labels":{"a":"b"},"generatorURL":"http://h#@"}]""",
            Schema(601, "0.generatorURL in body must be of type uri: \"http://h#@\""), Good),
        ("ours: a null alert is refused; theirs breaks off",
            """[{"labels":{"a":"b"}},null]""",
            ApiAnswerSeen.BrokenOff, Schema(602, "1 in body is required")),
    ];

    private static ApiAnswerSeen Good => new(200, "", "");

    /// <summary>What an answer of 0.25 has become, for the changes that are one of words only.</summary>
    public static ApiAnswerSeen Now(ApiAnswerSeen theirs) =>
        theirs.Status != 400 ? theirs
        : theirs.Body.StartsWith('"') ? theirs with { Body = Lines(theirs.Body) }
        : theirs with { Body = Time(theirs.Body) };

    /// <summary>Whether 0.25 refused a name that is one since 0.27; what else is wrong it then does not say.</summary>
    public static bool IsOldName(ApiAnswerSeen theirs) => OldName().IsMatch(theirs.Body);

    // 0.32: one line for each alert that is not valid.
    private static string Lines(string text) => Silence(text.Replace("; ", "\\n", StringComparison.Ordinal));

    // 0.32: a silence may have several sets of matchers; the API gives it one.
    private static string Silence(string text) => text.StartsWith("\"silence invalid: ", StringComparison.Ordinal)
        ? OldMatcher().Replace(text, "\"invalid silence: invalid label matcher $1 in set 0:")
            .Replace("\"silence invalid: ", "\"invalid silence: matcher set 0: ", StringComparison.Ordinal)
        : text;

    // 0.27: what is said of a time is what the last layout found, and the last one is a date alone since then.
    private static string Time(string json)
    {
        using var document = JsonDocument.Parse(json);
        var message = document.RootElement.GetProperty("message").GetString()!;
        var match = BadTime().Match(message);
        if (!match.Success || match.Groups["what"].Value is ": month out of range")
        {
            return json;
        }

        var text = match.Groups["text"].Value;
        var isDate = match.Groups["element"].Value is "2006" or "-" or "01" or "02";
        var now = isDate
            ? message.Replace("2006-01-02 15:04:05", "2006-01-02", StringComparison.Ordinal)
            : $"{message[..match.Groups["what"].Index]}: extra text: \"{text[10..]}\"";
        return Json(400, now);
    }

    private const string Prefix = "parsing alerts body from \"\" failed, because ";

    private static ApiAnswerSeen Fault(string why) => new(400, "application/json", Json(400, Prefix + why));

    private static ApiAnswerSeen Schema(int code, string message) => new(422, "application/json", Json(code, message));

    private static ApiAnswerSeen Refused(string text) =>
        new(400, "application/json", Quoted(text) + "\n");

    private static string Json(int code, string message) => $$"""{"code":{{code}},"message":{{Quoted(message)}}}""";

    private static string Quoted(string text) =>
        System.Text.Encoding.UTF8.GetString(new Core.Alerts.GoJson().Text(text).Written.Span);

    [GeneratedRegex("^\"silence invalid: invalid label matcher (\\d+):")]
    private static partial Regex OldMatcher();

    [GeneratedRegex("invalid ((label set|annotations): invalid name|label name) \\\\\"[^\\\\]")]
    private static partial Regex OldName();

    [GeneratedRegex(
        "parsing time \"(?<text>(?:[^\"\\\\]|\\\\.)*)\"(?<what>: .* out of range|: extra text: .*"
        + "| as \"2006-01-02 15:04:05\": cannot parse \".*\" as \"(?<element>[^\"]*)\")$", RegexOptions.Singleline)]
    private static partial Regex BadTime();
}
