using System.Globalization;
using System.Text;
using System.Text.Json;
using Alerting.Core.Logs.Said;

namespace Alerting.Core.Templates.Data;

/// <summary>
/// What a template is given, as JSON: the members of a webhook's body. As Go reads it: names in any case, what is
/// unknown is left out, what is missing or null is empty, half a surrogate pair is U+FFFD, and a missing time is the
/// year 1.
/// </summary>
public static class TemplateDataJson
{
    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 1000 };

    /// <summary>
    /// Reads it. Throws <see cref="FormatException"/> with one line that names the member, such as
    /// <c>alerts[0].startsAt</c>, or the line and column where the text is no JSON any more.
    /// </summary>
    /// <param name="json">UTF-8, at most 1,000 levels deep.</param>
    /// <param name="now">What <c>now</c> is, which is no member.</param>
    public static TemplateData Read(ReadOnlyMemory<byte> json, DateTimeOffset now)
    {
        try
        {
            using var document = JsonDocument.Parse(json, Strict);
            return Data(document.RootElement) with { Now = now };
        }
        catch (JsonException wrong)
        {
            throw new FormatException("not JSON: " + Place(json.Span, wrong), wrong);
        }
    }

    private static TemplateData Data(JsonElement element)
    {
        var members = new DataMembers("", element);
        return new()
        {
            Receiver = members.Text("receiver"),
            Status = members.Text("status"),
            Alerts = [.. members.List("alerts").Select(Alert)],
            NotificationReason = members.Text("notification_reason"),
            GroupLabels = members.Labels("groupLabels"),
            CommonLabels = members.Labels("commonLabels"),
            CommonAnnotations = members.Labels("commonAnnotations"),
            RouteLabels = members.Labels("routeLabels"),
            ExternalUrl = members.Text("externalURL"),
            Context = members.Object("context") is { } context ? LogContextJson.Read(context) : null,
        };
    }

    private static TemplateAlert Alert(JsonElement element, int index)
    {
        var members = new DataMembers(string.Create(CultureInfo.InvariantCulture, $"alerts[{index}]"), element);
        var endsAt = members.Time("endsAt");
        return new(
            members.Text("status"),
            members.Labels("labels"),
            members.Labels("annotations"),
            members.Time("startsAt"),
            endsAt == default ? null : endsAt,
            members.Text("generatorURL"),
            members.Text("fingerprint"));
    }

    // Lines and columns from 1, columns of characters.
    private static string Place(ReadOnlySpan<byte> json, JsonException wrong)
    {
        var (line, at) = ((int)(wrong.LineNumber ?? 0), (int)(wrong.BytePositionInLine ?? 0));
        var rest = json;
        for (var i = 0; i < line; i++)
        {
            rest = rest[(rest.IndexOf((byte)'\n') + 1)..];
        }

        at = Math.Min(at, rest.Length);
        var column = Encoding.UTF8.GetString(rest[..at]).EnumerateRunes().Count() + 1;
        var end = rest[at..].IsEmpty ? ", where the text ends too early" : "";
        return string.Create(CultureInfo.InvariantCulture, $"line {line + 1}, column {column}{end}");
    }
}
