using System.Text;
using Alerting.Adapters.Channels.Contexts;
using Alerting.Core.Logs.Said;
using Alerting.Core.Ports;

namespace Alerting.Adapters.Channels.Slack.Looks;

/// <summary>What a log context says in a message: few lines, none of them markup.</summary>
internal static class SlackContext
{
    private const int NameLength = 40;

    /// <summary>Appends the lines, no newline at the end; nothing where there is nothing to say.</summary>
    public static StringBuilder Why(this StringBuilder text, LogContext? context, int most)
    {
        var end = text.Length + most;
        foreach (var line in ContextWords.Short(context))
        {
            var left = end - text.Length - 8;
            if (left < NameLength)
            {
                break;
            }

            text.Append(text.Length > 0 ? "\n" : "*Why* ").Line(line, left);
        }

        return text;
    }

    /// <summary>Appends its links, without those that the alert itself leads to.</summary>
    public static StringBuilder Links(this StringBuilder text, LogContext? context, NotifiedAlert alert, int most)
    {
        foreach (var link in context?.Links ?? [])
        {
            if (link.Url != alert.GeneratorUrl && !alert.Annotations.Any(note => note.Value == link.Url))
            {
                var name = new StringBuilder().Line(link.Name.Replace('|', '/'), NameLength).ToString();
                text.Link(link.Url, name, most);
            }
        }

        return text;
    }
}
