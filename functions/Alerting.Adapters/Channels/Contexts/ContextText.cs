using System.Text;
using Alerting.Core.Logs.Said;

namespace Alerting.Adapters.Channels.Contexts;

/// <summary>A log context as text.</summary>
public static class ContextText
{
    /// <summary>In few lines, each with a newline at its end; empty where there is nothing to say.</summary>
    public static string Short(LogContext? context) =>
        string.Concat(ContextWords.Short(context).Select(line => $"why: {line}\n"));

    /// <summary>All of it; empty where there is nothing to say.</summary>
    public static string Whole(LogContext? context)
    {
        var text = new StringBuilder();
        foreach (var part in ContextPart.Of(context))
        {
            text.Append(text.Length > 0 ? "\n" : "").Append(part.Title).Append('\n');
            foreach (var line in part.Lines)
            {
                text.Append("  ").Append(line).Append('\n');
            }
        }

        return text.ToString();
    }
}
