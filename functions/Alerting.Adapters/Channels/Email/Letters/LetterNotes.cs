using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using System.Text;
using Alerting.Core.Alerts;
using Alerting.Core.Ports;

namespace Alerting.Adapters.Channels.Email.Letters;

/// <summary>What is said above all else, whatever the templates say.</summary>
internal static class LetterNotes
{
    private const int Longest = 500;
    private const string Style =
        "margin:0;padding:12px 20px;background-color:#fff3cd;color:#4d3800;border-bottom:1px solid #e0c36a;"
        + "font-family:Helvetica,Arial,sans-serif;font-size:14px;line-height:1.4;text-align:left";

    /// <summary>Before the subject of a drill.</summary>
    public const string Drill = "[DRILL] ";

    /// <summary>That it may have been said before.</summary>
    public const string Repeat = "Possible repeat: it is not known whether the last message arrived.";

    /// <summary>The notes of a notice; none for most.</summary>
    public static ImmutableArray<string> Of(Notification notification)
    {
        var notes = ImmutableArray.CreateBuilder<string>();
        if (notification.IsDrill)
        {
            notes.Add("This is a drill: nothing of it is true.");
        }

        if (notification.StandsInFor is { } absent)
        {
            var line = BoundedText.Printable(absent, Longest).Replace('\n', ' ');
            notes.Add($"You are told this in place of somebody else: {line}");
        }

        if (notification.PossibleRepeat)
        {
            notes.Add(Repeat);
        }

        if (notification.Omitted > 0)
        {
            notes.Add(
                notification.Omitted.ToString(CultureInfo.InvariantCulture)
                + " more alerts of this group are not listed here.");
        }

        return notes.DrainToImmutable();
    }

    /// <summary>The text below its notes.</summary>
    public static string Above(ImmutableArray<string> notes, string text) =>
        notes.IsEmpty ? text : $"{string.Join('\n', notes)}\n\n{text}";

    /// <summary>The notes as the first thing in the body of a page.</summary>
    public static string AboveHtml(ImmutableArray<string> notes, string html)
    {
        if (notes.IsEmpty)
        {
            return html;
        }

        var block = new StringBuilder("<div style=\"").Append(Style).Append("\">");
        block.AppendJoin("<br>", notes.Select(WebUtility.HtmlEncode)).Append("</div>");
        return html.Insert(BodyBegin(html), block.ToString());
    }

    // Behind the tag of the body; where there is none, before everything.
    private static int BodyBegin(string html)
    {
        const string Tag = "<body";
        for (var at = 0; (at = html.IndexOf(Tag, at, StringComparison.OrdinalIgnoreCase)) >= 0; at += Tag.Length)
        {
            var end = at + Tag.Length;
            if (end < html.Length && (html[end] == '>' || char.IsWhiteSpace(html[end])))
            {
                return TagEnd(html, end);
            }
        }

        return 0;
    }

    // Quoted values may hold what looks like the end. A tag that does not end is none.
    private static int TagEnd(string html, int at)
    {
        var quote = '\0';
        for (; at < html.Length; at++)
        {
            switch (html[at])
            {
                case '>' when quote == '\0':
                    return at + 1;
                case '"' or '\'' when quote == '\0':
                    quote = html[at];
                    break;
                case var c when c == quote:
                    quote = '\0';
                    break;
                default:
                    break;
            }
        }

        return 0;
    }
}
