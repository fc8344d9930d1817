using System.Collections.Immutable;
using Alerting.Core.Alerts;
using Alerting.Core.Desks.Overviews;
using Alerting.Core.Redaction;
using Alerting.Core.Sources;

namespace Alerting.Handler.Api.Reading;

/// <summary>
/// A <c>gettableAlert</c>. Go marshals it in two parts, which escape for HTML: hence the order of its members, and the
/// texts that are escaped here alone.
/// </summary>
internal static class AlertJson
{
    public static void Write(GoJson json, ShownAlert shown, ImmutableArray<string> mutedBy, Redactor redactor)
    {
        var (alert, by) = (shown.Alert.Alert, shown.By);
        json.IsForHtml = true;
        json.BeginObject()
            .Name("annotations").Labels(redactor.Annotations(alert.Annotations).Annotations)
            .Name("endsAt").Text(Rfc3339.FormatMilliseconds(alert.EndsAt ?? shown.Alert.Until))
            .Name("fingerprint").Text(shown.Alert.Fingerprint.ToString())
            .Name("receivers").BeginArray();
        foreach (var receiver in shown.Receivers)
        {
            json.BeginObject().Name("name").Text(receiver).EndObject();
        }

        json.EndArray()
            .Name("startsAt").Text(Rfc3339.FormatMilliseconds(alert.StartsAt))
            .Name("status").BeginObject();
        Texts(json.Name("inhibitedBy"), by.Inhibitor is { } inhibitor ? [inhibitor.ToString()] : []);
        Texts(json.Name("mutedBy"), mutedBy);
        Texts(json.Name("silencedBy"), by.Silences);
        json.Name("state").Text(by.IsAny || !mutedBy.IsEmpty ? "suppressed" : "active").EndObject()
            .Name("updatedAt").Text(Rfc3339.FormatMilliseconds(shown.Alert.UpdatedAt));
        if (alert.GeneratorUrl.Length > 0)
        {
            json.Name("generatorURL").Text(redactor.Annotation(alert.GeneratorUrl).Text);
        }

        json.Name("labels").Labels(redactor.Labels(alert.Labels).Labels).EndObject();
        json.IsForHtml = false;
    }

    private static void Texts(GoJson json, ImmutableArray<string> texts)
    {
        json.BeginArray();
        foreach (var text in texts)
        {
            json.Text(text);
        }

        json.EndArray();
    }
}
