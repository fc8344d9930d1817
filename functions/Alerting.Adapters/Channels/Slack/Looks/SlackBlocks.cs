using System.Text;
using System.Text.Json;
using Alerting.Core.Alerts;
using Alerting.Core.Configuration;
using Alerting.Core.Groups;
using Alerting.Core.Ports;

namespace Alerting.Adapters.Channels.Slack.Looks;

/// <summary>
/// The blocks below the headline, for alerts of any size and number within Block Kit's limits: 50 blocks, sections of
/// 3,000 characters, ten fields of 2,000, a context of 2,000; all of it below the 13,000 or so at which Slack says
/// <c>msg_blocks_too_long</c>. Short where all is over.
/// </summary>
internal sealed class SlackBlocks(Utf8JsonWriter json, Notification notification, SlackDigest digest)
{
    private const int Lines = 10;
    private const int LabelFields = 6;
    private const int FieldName = 60;
    private const int FieldValue = 150;
    private const int DetailLength = 1500;
    private const int LogLength = 2000;
    private const int WhyLength = 2000;
    private const int LinksLength = 2900;
    private const int KeyLength = 300;

    private readonly StringBuilder text = new(1024);

    /// <summary>Writes the array.</summary>
    /// <param name="failure">The error of a template; null for none.</param>
    public void Write(string? failure)
    {
        json.WriteStartArray("blocks"u8);
        if (text.Notes(notification, failure).Length > 0)
        {
            WriteSection();
        }

        WriteFields();
        if (digest.Firing > 0)
        {
            WriteAlerts();
        }

        // Of what is over, too: the message that is changed is the one that told why.
        WriteWhy();
        if (digest.Firing > 0)
        {
            WriteLog();
        }

        WriteLinks();
        WriteContext();
        json.WriteEndArray();
    }

    private void WriteFields()
    {
        json.WriteStartObject();
        json.WriteString("type"u8, "section"u8);
        json.WriteStartArray("fields"u8);
        if (digest.Severity.Length > 0)
        {
            WriteField(Field("Severity").Line(digest.Severity, FieldValue));
        }

        WriteField(Field("Alerts").Counts(digest));
        WriteField(Field("Since").Date(digest.Since));
        if (digest.Firing == 0 && digest.Until is { } end)
        {
            WriteField(Field("Ended").Date(end));
            WriteField(Field("Lasted").Append(PrometheusDuration.Print(Seconds(end - digest.Since))));
        }

        WriteLabels();
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static TimeSpan Seconds(TimeSpan lasted) =>
        TimeSpan.FromSeconds(Math.Max(0, Math.Round(lasted.TotalSeconds)));

    private void WriteLabels()
    {
        var labels = digest.First.Labels;
        var left = LabelFields - (digest.Firing == 0 ? 1 : 0);
        for (var i = 0; i < labels.Count && i < SlackDigest.LabelsLookedAt && left > 0; i++)
        {
            if (digest.IsCommon(i) && labels[i].Name is not ("alertname" or "severity"))
            {
                left--;
                WriteField(Field(labels[i].Name).Line(labels[i].Value, FieldValue));
            }
        }
    }

    private void WriteAlerts()
    {
        if (notification.Alerts.Length + notification.Omitted == 1)
        {
            WriteDetail(digest.First);
            return;
        }

        var lines = new SlackAlertLines(notification, digest, Lines);
        while (lines.Next(text))
        {
            WriteSection();
        }
    }

    // What the alert says of itself stands in the headline, shortened.
    private void WriteDetail(NotifiedAlert alert)
    {
        if (text.Lines(alert.Annotations["description"].AsSpan().Trim(), DetailLength).Length > 0)
        {
            WriteSection();
        }
    }

    private void WriteWhy()
    {
        if (text.Why(notification.Context, WhyLength).Length > 0)
        {
            WriteSection();
        }
    }

    // Not markup: nothing in a log is a mention or a link there.
    private void WriteLog()
    {
        var log = Log();
        if (string.IsNullOrWhiteSpace(log))
        {
            return;
        }

        json.WriteStartObject();
        json.WriteString("type"u8, "rich_text"u8);
        json.WriteStartArray("elements"u8);
        json.WriteStartObject();
        json.WriteString("type"u8, "rich_text_preformatted"u8);
        json.WriteStartArray("elements"u8);
        WriteText("text"u8, log);
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private string Log()
    {
        if (LogExcerpt.IsTold(notification))
        {
            return "";
        }

        foreach (var alert in notification.Alerts)
        {
            if (alert.Status == AlertStatus.Firing
                && (alert.Annotations["log_excerpt"].Length > 0 || alert.Annotations["log"].Length > 0))
            {
                return LogExcerpt.Of(alert, LogLength);
            }
        }

        return "";
    }

    private void WriteLinks()
    {
        var annotations = digest.First.Annotations;
        text.Link(annotations["log_url"], "Full log", LinksLength)
            .Link(annotations["runbook_url"], "Runbook", LinksLength)
            .Link(annotations["dashboard_url"], "Dashboard", LinksLength)
            .Link(digest.First.GeneratorUrl, "Source", LinksLength)
            .Links(notification.Context, digest.First, LinksLength)
            .Link(WebLinks.Group(notification), "Group", LinksLength);
        if (text.Length > 0)
        {
            WriteSection();
        }
    }

    private void WriteContext()
    {
        json.WriteStartObject();
        json.WriteString("type"u8, "context"u8);
        json.WriteStartArray("elements"u8);
        text.Append(notification.Reason.ToText()).Append(" | group ").Line(notification.GroupKey, KeyLength)
            .Append(" | notice ").Line(notification.NoticeId, KeyLength);
        WriteText("mrkdwn"u8, Taken(text));
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private void WriteSection()
    {
        json.WriteStartObject();
        json.WriteString("type"u8, "section"u8);
        json.WritePropertyName("text"u8);
        WriteText("mrkdwn"u8, Taken(text));
        json.WriteEndObject();
    }

    private StringBuilder Field(string name) => text.Append('*').Line(name, FieldName).Append("*\n");

    private void WriteField(StringBuilder field) => WriteText("mrkdwn"u8, Taken(field));

    private void WriteText(ReadOnlySpan<byte> type, string value)
    {
        json.WriteStartObject();
        json.WriteString("type"u8, type);
        json.WriteString("text"u8, value);
        json.WriteEndObject();
    }

    private static string Taken(StringBuilder text)
    {
        var taken = text.ToString();
        text.Clear();
        return taken;
    }
}
