using System.Globalization;
using Alerting.Core.Logs;
using Alerting.Core.Ports;

namespace Alerting.Adapters.Logs;

/// <summary>Whether a log source answers.</summary>
/// <param name="Name">As configured.</param>
/// <param name="IsGood">Whether it does.</param>
/// <param name="Said">One line.</param>
public sealed record LogTrial(string Name, bool IsGood, string Said)
{
    /// <summary>Asks all sources at once, each for the records of nobody in the last minute; in their order.</summary>
    /// <param name="settings">The sources.</param>
    /// <param name="sources">One of each kind.</param>
    /// <param name="time">Now.</param>
    /// <param name="cancellation">Ends the wait: what has not answered then has failed.</param>
    public static async Task<IReadOnlyList<LogTrial>> Of(
        LogSettings settings, IReadOnlyList<ILogSource> sources, TimeProvider time, CancellationToken cancellation)
    {
        var byKind = sources.ToDictionary(source => source.Kind, StringComparer.Ordinal);
        return await Task.WhenAll(settings.Sources.Select(one => Of(one, byKind[one.Kind], time, cancellation)));
    }

    private static async Task<LogTrial> Of(
        LogSourceSettings settings, ILogSource source, TimeProvider time, CancellationToken cancellation)
    {
        if (!settings.IsAsked)
        {
            return new(settings.Name, true, "is linked and not asked");
        }

        if (settings is LogSourceSettings.Files files && ProblemOf(files.Folder) is { } problem)
        {
            return new(settings.Name, false, $"failed: {problem}");
        }

        var began = time.GetTimestamp();
        var answer = await source.Find(LogPlan.Trial(settings, time.GetUtcNow()), cancellation);
        var took = string.Create(
            CultureInfo.InvariantCulture, $"in {time.GetElapsedTime(began).TotalMilliseconds:0} ms");
        return answer switch
        {
            LogAnswer.Found found => new(
                settings.Name, true, $"answered {took}{(found.Partial is { } why ? $" ({why})" : "")}"),
            LogAnswer.Failed failed => new(settings.Name, false, $"failed {took}: {failed.Why}"),
            _ => throw new NotSupportedException($"No such answer: {answer.GetType().Name}"),
        };
    }

    private static string? ProblemOf(string folder)
    {
        if (!Directory.Exists(folder))
        {
            return $"there is no folder {Words.OneLine(folder)}";
        }

        try
        {
            _ = Directory.EnumerateFileSystemEntries(folder).Any();
            return null;
        }
        catch (Exception closed) when (closed is IOException or UnauthorizedAccessException)
        {
            return $"the folder {Words.OneLine(folder)} cannot be listed";
        }
    }
}
