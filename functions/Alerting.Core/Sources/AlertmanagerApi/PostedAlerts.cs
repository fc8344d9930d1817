using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Alerting.Core.Alerts;
using Alerting.Core.Matching;

namespace Alerting.Core.Sources.AlertmanagerApi;

/// <summary>
/// Reads what is posted to <c>/api/v2/alerts</c>, by Prometheus for one, as the real server does: the first JSON value
/// of the body (whatever follows it), names in any case, what is not Unicode replaced. Answers and words are those of
/// Alertmanager 0.34, whose rules for alerts are in <c>api/v2/api.go</c> and <c>alert/alert.go</c>; the wording of
/// JSON faults was observed on 0.25.
/// </summary>
/// <remarks>
/// One difference: a null instead of an alert is refused, where the real server breaks the connection off.
/// </remarks>
public static class PostedAlerts
{
    /// <summary>
    /// Wait before the first notification of a group where the route has none configured: Alertmanager's default.
    /// </summary>
    public static readonly TimeSpan GroupWait = TimeSpan.FromSeconds(30);

    private const string What = "alerts";

    /// <summary>
    /// The alerts of a body, all of <see cref="Ending.Timed"/>. Without a start they start when they end, without an
    /// end they end after <paramref name="resolveTimeout"/>. A zero time counts as none. Never throws.
    /// </summary>
    /// <param name="body">UTF-8 JSON; how large is for the door to say.</param>
    /// <param name="now">The store's time.</param>
    /// <param name="resolveTimeout">What <c>global.resolve_timeout</c> says.</param>
    /// <param name="mode">Which names of labels are valid.</param>
    public static ApiResult Read(
        ReadOnlyMemory<byte> body, DateTimeOffset now, TimeSpan resolveTimeout,
        MatcherMode mode = MatcherMode.Fallback)
    {
        if (PostedBody.Open(body, What, out var document) is { } unreadable)
        {
            return Refused(unreadable);
        }

        using (document)
        {
            return document!.RootElement.ValueKind switch
            {
                JsonValueKind.Array => ReadAlerts(document.RootElement, now, resolveTimeout, mode),
                JsonValueKind.Null => new([], []),
                var kind => Refused(ApiFault.Unreadable(
                    What, $"json: cannot unmarshal {GoText.Kind(kind)} into Go value of type models.PostableAlerts")),
            };
        }
    }

    private static ApiResult ReadAlerts(
        JsonElement array, DateTimeOffset now, TimeSpan resolveTimeout, MatcherMode mode)
    {
        var posted = new List<PostedAlert>(array.GetArrayLength());
        foreach (var element in array.EnumerateArray())
        {
            var alert = PostedAlert.Read(element, out var fault);
            if (fault is not null)
            {
                return Refused(ApiFault.Unreadable(What, fault));
            }

            posted.Add(alert);
        }

        var breach = posted.Select((alert, index) => alert.Breach(index.ToString(CultureInfo.InvariantCulture)))
            .FirstOrDefault(it => it is not null);
        return breach is null ? Validate(posted, now, resolveTimeout, mode) : Refused(breach);
    }

    private static ApiResult Validate(
        List<PostedAlert> posted, DateTimeOffset now, TimeSpan resolveTimeout, MatcherMode mode)
    {
        var alerts = ImmutableArray.CreateBuilder<Alert>(posted.Count);
        var invalid = ImmutableArray.CreateBuilder<string>();
        foreach (var one in posted)
        {
            if (one.Validate(now, resolveTimeout, mode, out var why) is { } alert)
            {
                alerts.Add(alert);
            }
            else
            {
                invalid.Add(why);
            }
        }

        return new(alerts.DrainToImmutable(), invalid.DrainToImmutable());
    }

    private static ApiResult Refused(ApiFault fault) => new([], [], fault);
}
