using Alerting.Core.Configuration.Reading.Http;
using Alerting.Core.Configuration.Reading.Jobs;
using Alerting.Core.Configuration.Yaml;
using Alerting.Core.Logs;
using Alerting.Core.Matching;

namespace Alerting.Core.Configuration.Reading.Logs;

/// <summary><c>logs</c>: where the log context of alerts comes from.</summary>
internal static class LogsReader
{
    private const int MostSources = 20;

    private static readonly TimeSpan ShortestDeadline = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestDeadline = TimeSpan.FromMinutes(1);

    public static LogSettings Read(YamlMap map, MatcherMode mode, SecretFiles files)
    {
        if (map.TakeSet("logs")?.AsMap() is not { } logs)
        {
            return LogSettings.Usual;
        }

        var (names, sources) = (new HashSet<string>(StringComparer.Ordinal), logs.TakeSet("sources"));
        var reader = new LogSourceReader(names, mode, files);
        var settings = LogSettings.Usual with
        {
            Deadline = logs.TakeDurationBetween("deadline", ShortestDeadline, LongestDeadline)
                ?? LogSettings.Usual.Deadline,
            Sources = [.. Elements(sources).Select(reader.Read).OfType<LogSourceSettings>()],
            AreSourcesSaid = sources is not null,
        };
        logs.RefuseRest();
        return settings;
    }

    private static IEnumerable<YamlValue> Elements(YamlValue? sources)
    {
        var all = sources?.AsList("[]config.LogSource") ?? [];
        if (all.Count > MostSources)
        {
            sources!.Error($"at most {MostSources} sources of logs");
        }

        return all.Take(MostSources);
    }
}
