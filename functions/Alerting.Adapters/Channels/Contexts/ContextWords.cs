using System.Globalization;
using Alerting.Core.Alerts;
using Alerting.Core.Logs.Said;

namespace Alerting.Adapters.Channels.Contexts;

/// <summary>What a log context says in few lines, as text without any markup; printable.</summary>
internal static class ContextWords
{
    private const int MostSignatures = 3;
    private const int MostChanges = 5;
    private const int LongestReason = 600;
    private const int LongestSignature = 300;
    private const int LongestValue = 80;

    /// <summary>
    /// The reason, up to three kinds of errors where there are several or many failed, what changed; where nothing of
    /// that is known, the last line, or else which sources are missing. Lines without a line feed; may be none.
    /// </summary>
    public static List<string> Short(LogContext? context)
    {
        var lines = new List<string>();
        if (context is null)
        {
            return lines;
        }

        Add(lines, Line(Reason(context), LongestReason));
        lines.AddRange(Signatures(context));
        Add(lines, Changes(context));
        if (lines.Count == 0 && context.LastLines is [.., var last])
        {
            Add(lines, "last line: " + Line(last.Text, LongestReason));
        }

        if (lines.Count == 0)
        {
            lines.AddRange(Missing(context));
        }

        return lines;
    }

    /// <summary>How it ended, and the exception or else the first error; empty where neither is known.</summary>
    public static string Reason(LogContext context)
    {
        var error = context.Exception is { } found
            ? found.Message.Length > 0 ? $"{found.Type}: {found.Message}" : found.Type
            : context.FirstError?.Text ?? "";
        var exit = context.Exit?.Text ?? "";
        return exit.Length == 0 ? error : error.Length == 0 ? exit : $"{exit} | {error}";
    }

    /// <summary>Such as <c>5,000 x ValueError: … (5,000 failing, first part-1)</c>.</summary>
    public static string Says(LogSignature signature)
    {
        var failing = signature.Failing > 0
            ? string.Create(CultureInfo.InvariantCulture, $"{signature.Failing:N0} failing") : "";
        var first = signature.First.Length > 0 ? $"first {Line(signature.First, LongestValue)}" : "";
        var behind = string.Join(", ", new[] { failing, first }.Where(text => text.Length > 0));
        return string.Create(CultureInfo.InvariantCulture,
            $"{signature.Count:N0} x {Line(signature.Template, LongestSignature)}")
            + (behind.Length > 0 ? $" ({behind})" : "");
    }

    /// <summary>Such as <c>image: a -> b</c>.</summary>
    public static string Says(RunChange change) =>
        $"{Line(change.Name, LongestValue)}: {Value(change.Before)} -> {Value(change.Now)}";

    /// <summary>A line for each source that has not answered, or not all.</summary>
    public static IEnumerable<string> Missing(LogContext context) =>
        context.Sources.Where(source => source.State != SourceState.Answered).Select(Missing);

    /// <summary>The text on one line.</summary>
    public static string Line(string text, int most) => BoundedText.Printable(text, most).Replace('\n', ' ');

    private static IEnumerable<string> Signatures(LogContext context)
    {
        // Of one failure the reason says it all, unless something came again and again.
        if (context.Failing < 2 && context.Signatures.All(signature => signature.Count < 2))
        {
            yield break;
        }

        foreach (var signature in context.Signatures.Take(MostSignatures))
        {
            yield return Says(signature);
        }

        var more = Math.Max(0, context.Signatures.Length - MostSignatures) + context.MoreSignatures;
        if (more > 0)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"and {more} more kinds of errors");
        }
    }

    private static string Changes(LogContext context)
    {
        if (context.Changes.IsEmpty)
        {
            return "";
        }

        var run = context.LastGoodRun is { Length: > 0 } good ? " since " + Line(good, LongestValue) : "";
        var more = context.Changes.Length - MostChanges;
        return $"changed{run}: {string.Join(", ", context.Changes.Take(MostChanges).Select(Says))}"
            + (more > 0 ? string.Create(CultureInfo.InvariantCulture, $" and {more} more") : "");
    }

    private static string Missing(SourceReport source)
    {
        var why = source.Why.Length > 0 ? ": " + Line(source.Why, LongestSignature) : "";
        return $"logs of {Line(source.Name, LongestValue)} "
            + (source.State switch
            {
                SourceState.Late => "had not come in time",
                SourceState.Partial => "are not all",
                SourceState.Skipped => "were not asked for",
                _ => "could not be had",
            }) + why;
    }

    private static string Value(string value) => value.Length == 0 ? "(none)" : Line(value, LongestValue);

    private static void Add(List<string> lines, string line)
    {
        if (line.Length > 0)
        {
            lines.Add(line);
        }
    }
}
