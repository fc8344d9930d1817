using System.Net;
using System.Text;
using Alerting.Core.Logs.Said;

namespace Alerting.Adapters.Channels.Contexts;

/// <summary>A log context as a piece of a page. All that it says is text: no tag or entity of a log begins in
/// it.</summary>
internal static class ContextHtml
{
    private const string Frame =
        "margin:16px auto;max-width:600px;padding:12px 20px;border:1px solid #e9e9e9;"
        + "font-family:Helvetica,Arial,sans-serif;font-size:14px;line-height:1.4;text-align:left;color:#222";

    private const string Log =
        "margin:0 0 12px;padding:8px;background-color:#f6f8fa;font-family:monospace;font-size:12px;"
        + "white-space:pre-wrap;word-break:break-all";

    /// <summary>The page with it at its end; the same where there is nothing to say.</summary>
    public static string Below(string html, LogContext? context)
    {
        var piece = Of(context);
        var end = html.LastIndexOf("</body", StringComparison.OrdinalIgnoreCase);
        return piece.Length == 0 ? html : html.Insert(end < 0 ? html.Length : end, piece);
    }

    private static string Of(LogContext? context)
    {
        var html = new StringBuilder();
        foreach (var part in ContextPart.Of(context))
        {
            html.Append("<p style=\"margin:0 0 4px\"><strong>").Append(Encoded(part.Title)).Append("</strong></p>");
            Append(html, part, context!);
        }

        return html.Length == 0 ? "" : $"<div style=\"{Frame}\">{html}</div>";
    }

    private static void Append(StringBuilder html, ContextPart part, LogContext context)
    {
        if (part.IsLog)
        {
            html.Append("<pre style=\"").Append(Log).Append("\">").AppendJoin('\n',
                part.Lines.Select(Encoded)).Append("</pre>");
            return;
        }

        var lines = part.Title == "Links" ? context.Links.Select(Link) : part.Lines.Select(Encoded);
        html.Append("<p style=\"margin:0 0 12px\">").AppendJoin("<br>", lines).Append("</p>");
    }

    private static string Link(ContextLink link) => WebLinks.Clean(link.Url) is { } url
        ? $"<a href=\"{Encoded(url)}\">{Encoded(ContextWords.Line(link.Name, 100))}</a>"
        : Encoded(ContextWords.Line(link.Name, 100));

    private static string Encoded(string text) => WebUtility.HtmlEncode(text);
}
