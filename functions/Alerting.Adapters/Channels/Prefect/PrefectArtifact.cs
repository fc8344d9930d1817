using System.Collections.Immutable;
using System.Text;
using Alerting.Adapters.Channels.Contexts;
using Alerting.Core.Alerts;
using Alerting.Core.Groups;
using Alerting.Core.Ports;

namespace Alerting.Adapters.Channels.Prefect;

/// <summary>
/// The group as a Markdown artifact. Its key is the group's, so that the notices of one group make a history, of which
/// the server shows the last one.
/// </summary>
internal static class PrefectArtifact
{
    private const int Shown = 50;
    private const int LongestText = 1000;
    private const int LongestName = 40;

    private const string Markup = "\\`*_{}[]()#+-.!|<>~&$";

    /// <summary>As the server's schema <c>ArtifactCreate</c> has it.</summary>
    public static ReadOnlyMemory<byte> Write(Notification notification, ImmutableArray<PrefectAlert> alerts)
    {
        Guid[] runs = [.. alerts.Select(alert => alert.FlowRun).OfType<Guid>().Distinct().Take(2)];
        return RelaxedJson.Of(json =>
        {
            json.WriteStartObject();
            json.WriteString("key", Key(notification));
            json.WriteString("type", "markdown");
            json.WriteString("description", Mark(notification) + Escape(PlainText.Title(notification)));
            json.WriteString("data", Text(notification));
            if (runs.Length == 1)
            {
                json.WriteString("flow_run_id", runs[0]);
            }

            json.WriteEndObject();
        });
    }

    // Only lower-case letters, digits and dashes are taken.
    private static string Key(Notification notification)
    {
        var name = notification.GroupLabels["alertname"].ToLowerInvariant();
        var slug = string.Concat(name.Take(LongestName).Select(c => char.IsAsciiLetterOrDigit(c) ? c : '-')).Trim('-');
        var drill = notification.IsDrill ? "drill" : "";
        string[] parts = ["alerting", drill, slug, PrefectRelated.Id(notification.Identity)];
        return string.Join('-', parts.Where(part => part.Length > 0));
    }

    private static string Text(Notification notification)
    {
        var text = new StringBuilder("### ").Append(Mark(notification)).Append(Escape(PlainText.Title(notification)))
            .Append("\n\n").Append(Escape(notification.Reason.ToText())).Append("\n\n")
            .Append("| status | severity | alert | since | what |\n|---|---|---|---|---|\n");
        foreach (var alert in notification.Alerts.Take(Shown))
        {
            string[] cells =
            [
                PlainText.Word(alert.Status),
                alert.Labels["severity"],
                alert.Labels["alertname"],
                PlainText.Instant(alert.StartsAt),
                PlainText.Says(alert, LongestText),
            ];
            text.Append("| ").AppendJoin(" | ", cells.Select(Escape)).Append(" |\n");
        }

        var more = Math.Max(0, notification.Alerts.Length - Shown) + notification.Omitted;
        return text.Append(more > 0 ? FormattableString.Invariant($"\nand {more} more\n") : "")
            .Append(Why(notification))
            .Append("\n[Alerts of this group](<").Append(WebLinks.Group(notification)).Append(">)\n").ToString();
    }

    // A line feed of Markdown is two spaces.
    private static string Why(Notification notification) => string.Concat(ContextPart.Of(notification.Context)
        .Select(part => $"\n**{Escape(part.Title)}**\n\n{string.Join("  \n", part.Lines.Select(Escape))}\n"));

    private static string Mark(Notification notification) => notification.IsDrill ? "\\[DRILL\\] " : "";

    private static string Escape(string text) => BoundedText.Escape(
        text, LongestText,
        rune => rune.Value == '\n' ? " " : IsMarkup(rune) ? "\\" + rune : BoundedText.Visible(rune));

    private static bool IsMarkup(Rune rune) =>
        rune.IsAscii && Markup.Contains((char)rune.Value, StringComparison.Ordinal);
}
