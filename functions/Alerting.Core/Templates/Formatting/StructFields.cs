using Alerting.Core.Alerts;
using Alerting.Core.Templates.Data;
using Alerting.Core.Templates.Times;
using Alerting.Core.Templates.Values;

namespace Alerting.Core.Templates.Formatting;

/// <summary>The fields of Go's structures in their order, which printing shows; also the hidden ones.</summary>
internal static class StructFields
{
    /// <summary>The fields; none for what is no structure.</summary>
    public static IEnumerable<(string Name, object? Value)> Of(object value) => value switch
    {
        TemplateData data => OfData(data),
        TemplateAlert alert => OfAlert(alert),
        Label pair => [("Name", pair.Name), ("Value", pair.Value)],
        Time time => OfTime(time),
        ContextFields context => context.All,
        _ => [],
    };

    /// <summary>A pointer to a time zone that does not say which, as one that templates cannot see.</summary>
    /// <param name="IsNil">Whether it points to nothing, as that of UTC does.</param>
    internal sealed record ZonePointer(bool IsNil);

    private static IEnumerable<(string Name, object? Value)> OfData(TemplateData data) =>
    [
        ("Receiver", data.Receiver),
        ("Status", data.Status),
        ("Alerts", new Sequence.Alerts(data.Alerts)),
        ("NotificationReason", data.NotificationReason),
        ("GroupLabels", data.GroupLabels),
        ("CommonLabels", data.CommonLabels),
        ("CommonAnnotations", data.CommonAnnotations),
        ("RouteLabels", data.RouteLabels),
        ("ExternalURL", data.ExternalUrl),

        // The labels of the route come rendered.
        ("routeLabelsRendered", true),
    ];

    private static IEnumerable<(string Name, object? Value)> OfAlert(TemplateAlert alert) =>
    [
        ("Status", alert.Status),
        ("Labels", alert.Labels),
        ("Annotations", alert.Annotations),
        ("StartsAt", Time.Of(alert.StartsAt)),
        ("EndsAt", Time.Of(alert.EndsAt)),
        ("GeneratorURL", alert.GeneratorUrl),
        ("Fingerprint", alert.Fingerprint),
    ];

    private static IEnumerable<(string Name, object? Value)> OfTime(Time time) =>
    [
        ("wall", new Integer(IntegerKind.UInt64, time.Nanosecond)),
        ("ext", new Integer(IntegerKind.Int64, time.Unix - Time.Zero.Unix)),
        ("loc", new ZonePointer(time.Zone == Zone.Utc)),
    ];
}
