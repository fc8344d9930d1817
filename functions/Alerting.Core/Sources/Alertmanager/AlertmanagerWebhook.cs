using System.Collections.Immutable;
using System.Text.Json;
using Alerting.Core.Alerts;

namespace Alerting.Core.Sources.Alertmanager;

/// <summary>
/// Reads what an Alertmanager's webhook receiver is sent (<c>version</c> "4"). Only <c>alerts</c> counts: the status of
/// the group says nothing that each alert does not say, and with <c>max_alerts</c> an absent alert is not a resolved
/// one.
/// </summary>
public static class AlertmanagerWebhook
{
    private const string Expected = "a JSON object with the array alerts";

    /// <summary>
    /// The alerts of a body, in its order, all of <see cref="Ending.Explicit"/>: firing ones without an end, whatever
    /// <c>endsAt</c> says; resolved ones with theirs, or with <paramref name="now"/> where it is missing, zero or still
    /// to come. An alert that cannot be used is rejected by itself. Each byte of a text that is not UTF-8 and each
    /// half of a surrogate pair becomes U+FFFD, as where Alertmanager is posted to. Never throws.
    /// </summary>
    /// <param name="body">UTF-8 JSON, at most 1,000 levels deep; how large is for the door to say.</param>
    /// <param name="now">The store's time.</param>
    public static SourceResult Read(ReadOnlyMemory<byte> body, DateTimeOffset now)
    {
        using var document = JsonBody.Open(body, Expected, out var unreadable);
        return document is null ? Unreadable(unreadable!) : ReadRoot(document.RootElement, now);
    }

    private static SourceResult ReadRoot(JsonElement root, DateTimeOffset now)
    {
        if (root.ValueKind != JsonValueKind.Object)
        {
            return Unreadable(
                $"the body is {JsonRead.Word(root.ValueKind)}: expected an object with the array alerts");
        }

        JsonElement alerts = default;
        foreach (var member in root.EnumerateObject())
        {
            if (JsonRead.IsNamed(member, "alerts"u8))
            {
                alerts = member.Value;
            }
        }

        return alerts.ValueKind switch
        {
            JsonValueKind.Array => ReadAlerts(alerts, now),
            JsonValueKind.Undefined => Unreadable("alerts: missing; expected an array of alerts"),
            _ => Unreadable($"alerts: expected an array of alerts, not {JsonRead.Word(alerts.ValueKind)}"),
        };
    }

    private static SourceResult ReadAlerts(JsonElement array, DateTimeOffset now)
    {
        var alerts = ImmutableArray.CreateBuilder<Alert>(array.GetArrayLength());
        var rejected = ImmutableArray.CreateBuilder<Rejection>();
        var index = 0;
        foreach (var element in array.EnumerateArray())
        {
            var reader = new WebhookAlert(index++, now);
            if (reader.Read(element) is { } alert)
            {
                alerts.Add(alert);
            }
            else
            {
                rejected.Add(reader.Fault);
            }
        }

        return new(alerts.DrainToImmutable(), rejected.DrainToImmutable());
    }

    private static SourceResult Unreadable(string why) => new([], [], why);
}
