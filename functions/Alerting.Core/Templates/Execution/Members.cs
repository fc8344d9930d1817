using Alerting.Core.Alerts;
using Alerting.Core.Templates.Data;
using Alerting.Core.Templates.Times;
using Alerting.Core.Templates.Values;

namespace Alerting.Core.Templates.Execution;

/// <summary>What stands behind a dot: methods, fields of structures and keys of maps, by their names in Go.</summary>
internal static class Members
{
    /// <summary>A value has no such field.</summary>
    private static readonly object None = new();

    /// <summary>A method of the value's type, or null.</summary>
    public static Method? FindMethod(object value, string name) => value switch
    {
        TemplateAlert or TemplateData or string or long => null,
        LabelSet => LabelMethods.OfLabels(name),
        Sequence sequence => LabelMethods.OfSequence(sequence, name),
        Time => TimeMethods.Find(name),
        Duration => DurationMethods.Find(name),
        Integer integer => DurationMethods.OfInteger(integer, name),
        Zone => DurationMethods.OfZone(name),
        _ => null,
    };

    /// <summary>Whether the value has such a field, as a key of a map always is one.</summary>
    public static bool TryField(object value, string name, out object? field)
    {
        field = value switch
        {
            TemplateAlert alert => OfAlert(alert, name),
            LabelSet labels => labels[name],
            TemplateData data => OfData(data, name),
            Label pair => name == "Name" ? pair.Name : name == "Value" ? pair.Value : None,
            ContextFields context => OfContext(context, name),
            Map map => new Slot(map.Entries.GetValueOrDefault(name)),
            _ => None,
        };
        return field != None;
    }

    /// <summary>Whether its fields are keys of a map.</summary>
    public static bool IsMap(object value) => value is LabelSet or Map;

    /// <summary>Whether Go's structure has a field that only its own package sees.</summary>
    public static bool IsHidden(object value, string name) => value switch
    {
        TemplateData => name == "routeLabelsRendered",
        Time => name is "wall" or "ext" or "loc",
        _ => false,
    };

    private static object? OfAlert(TemplateAlert alert, string name) => name switch
    {
        "Status" => alert.Status,
        "Labels" => alert.Labels,
        "Annotations" => alert.Annotations,
        "StartsAt" => Time.Of(alert.StartsAt),
        "EndsAt" => Time.Of(alert.EndsAt),
        "GeneratorURL" => alert.GeneratorUrl,
        "Fingerprint" => alert.Fingerprint,
        _ => None,
    };

    private static object? OfContext(ContextFields context, string name)
    {
        foreach (var field in context.All)
        {
            if (field.Name == name)
            {
                return field.Value;
            }
        }

        return None;
    }

    private static object? OfData(TemplateData data, string name) => name switch
    {
        "Receiver" => data.Receiver,
        "Status" => data.Status,
        "Alerts" => new Sequence.Alerts(data.Alerts),
        "NotificationReason" => data.NotificationReason,
        "GroupLabels" => data.GroupLabels,
        "CommonLabels" => data.CommonLabels,
        "CommonAnnotations" => data.CommonAnnotations,
        "RouteLabels" => data.RouteLabels,
        "ExternalURL" => data.ExternalUrl,
        "Context" => new ContextFields(data.Context),
        _ => None,
    };
}
