using System.Globalization;
using System.Text;
using Alerting.Core.Alerts;
using Alerting.Core.Ports;

namespace Alerting.Adapters.Channels.Webhook;

/// <summary>What the headers of a request say of its notice.</summary>
internal static class WebhookHeaders
{
    private const int LongestText = 500;

    /// <summary>
    /// <c>Alerting-Notice-Id</c> and <c>Alerting-Attempt</c> always; <c>Alerting-Drill: 1</c> for a drill;
    /// <c>Alerting-Status: 1</c> where its alerts are what runs reported;
    /// <c>Alerting-Stands-In-For</c> with the receiver that could not be told, and why;
    /// <c>Alerting-Template-Error: 1</c> where the configured payload could not be made; <c>traceparent</c> where there
    /// is one.
    /// </summary>
    public static List<KeyValuePair<string, string>> Of(Notification notification, WebhookBody body)
    {
        List<KeyValuePair<string, string>> headers =
        [
            new("Alerting-Notice-Id", notification.NoticeId),
            new("Alerting-Attempt", notification.Attempt.ToString(CultureInfo.InvariantCulture)),
        ];
        if (notification.IsDrill)
        {
            headers.Add(new("Alerting-Drill", "1"));
        }

        if (notification.IsStatus)
        {
            headers.Add(new("Alerting-Status", "1"));
        }

        if (notification.StandsInFor is { } absent)
        {
            headers.Add(new("Alerting-Stands-In-For", Value(absent)));
        }

        if (body.Failure is not null)
        {
            headers.Add(new("Alerting-Template-Error", "1"));
        }

        if (notification.TraceParent is { } traceParent)
        {
            headers.Add(new("traceparent", traceParent));
        }

        return headers;
    }

    // What a header may not hold is written as in a URL (RFC 3986), the percent sign, too.
    private static string Value(string text)
    {
        var value = new StringBuilder();
        foreach (var b in Encoding.UTF8.GetBytes(BoundedText.Cut(text, LongestText)))
        {
            _ = b is >= (byte)' ' and < 0x7F and not (byte)'%'
                ? value.Append((char)b)
                : value.Append(CultureInfo.InvariantCulture, $"%{b:X2}");
        }

        return value.ToString();
    }
}
