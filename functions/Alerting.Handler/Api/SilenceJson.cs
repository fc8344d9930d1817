using System.Globalization;
using Alerting.Core.Alerts;
using Alerting.Core.Matching;
using Alerting.Core.Silences;

namespace Alerting.Handler.Api;

/// <summary>A silence as the API shows it: members in Go's order, times in UTC to the millisecond.</summary>
internal static class SilenceJson
{
    public static void Write(GoJson json, Silence silence, DateTimeOffset now)
    {
        json.BeginObject()
            .Name("id").Text(silence.Id)
            .Name("status").BeginObject().Name("state").Text(silence.StateAt(now).ToText()).EndObject()
            .Name("updatedAt").Text(Time(silence.UpdatedAt));
        if (silence.Annotations.Count > 0)
        {
            json.Name("annotations").Labels(silence.Annotations);
        }

        json.Name("comment").Text(silence.Comment)
            .Name("createdBy").Text(silence.CreatedBy)
            .Name("endsAt").Text(Time(silence.EndsAt))
            .Name("matchers").BeginArray();
        foreach (var matcher in silence.Matchers)
        {
            Write(json, matcher);
        }

        json.EndArray().Name("startsAt").Text(Time(silence.StartsAt)).EndObject();
    }

    private static void Write(GoJson json, Matcher matcher) => json.BeginObject()
        .Name("isEqual").Truth(matcher.Operator is MatchOperator.Equal or MatchOperator.Matches)
        .Name("isRegex").Truth(matcher.Operator is MatchOperator.Matches or MatchOperator.NotMatches)
        .Name("name").Text(matcher.Name)
        .Name("value").Text(matcher.Value)
        .EndObject();

    private static string Time(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
