using System.Collections.Frozen;
using Alerting.Core.Alerts;
using Alerting.Core.Redaction;

namespace Alerting.Core.Desks.Masking;

/// <summary>
/// What is taken out of alerts before anything of them is stored. The same alert gives the same result, so that one
/// that is repeated unchanged still writes nothing. Labels are its identity and stay.
/// </summary>
internal static class AlertMask
{
    /// <summary>The alerts, the same where there is nothing in them.</summary>
    public static IReadOnlyList<Alert> Apply(IReadOnlyList<Alert> alerts, Redactor redactor) =>
        MaskedCopy.Of(alerts, alert => Masked(alert, redactor)) ?? alerts;

    /// <summary>Of the alerts with a credential in a label its name, by index.</summary>
    public static FrozenDictionary<int, string> Credentials(IReadOnlyList<Alert> alerts, Redactor redactor)
    {
        Dictionary<int, string>? found = null;
        for (var i = 0; i < alerts.Count; i++)
        {
            if (redactor.LabelWithCredential(alerts[i].Labels) is { } name)
            {
                (found ??= []).Add(i, name);
            }
        }

        return found?.ToFrozenDictionary() ?? FrozenDictionary<int, string>.Empty;
    }

    private static Alert? Masked(Alert alert, Redactor redactor)
    {
        var (annotations, count) = redactor.Annotations(alert.Annotations);
        var url = redactor.Annotation(alert.GeneratorUrl);
        return count + url.Count == 0 ? null : alert with { Annotations = annotations, GeneratorUrl = url.Text };
    }
}
