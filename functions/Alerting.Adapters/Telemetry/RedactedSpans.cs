using System.Diagnostics;
using Alerting.Core.Redaction;
using OpenTelemetry;

namespace Alerting.Adapters.Telemetry;

/// <summary>Takes credentials out of what spans say: the path of a request is somebody else's text.</summary>
/// <param name="redactor">As configured now.</param>
internal sealed class RedactedSpans(Func<Redactor> redactor) : BaseProcessor<Activity>
{
    /// <inheritdoc/>
    public override void OnEnd(Activity data)
    {
        var current = redactor();
        List<(string Name, string Value)>? masked = null;
        foreach (var (name, value) in data.EnumerateTagObjects())
        {
            if (value is string text && current.Annotation(text) is { Count: > 0 } redacted)
            {
                (masked ??= []).Add((name, redacted.Text));
            }
        }

        foreach (var (name, value) in masked ?? [])
        {
            data.SetTag(name, value);
        }

        if (current.Annotation(data.DisplayName) is { Count: > 0 } shown)
        {
            data.DisplayName = shown.Text;
        }

        if (data.StatusDescription is { } why && current.Annotation(why) is { Count: > 0 } said)
        {
            data.SetStatus(data.Status, said.Text);
        }
    }
}
