using System.Collections.Immutable;
using Alerting.Core.Configuration.Reading.Http;
using Alerting.Core.Configuration.Reading.Jobs;
using Alerting.Core.Configuration.Yaml;
using Alerting.Core.Logs;
using Alerting.Core.Matching;

namespace Alerting.Core.Configuration.Reading.Logs;

/// <summary>One element of <c>logs.sources</c>.</summary>
/// <param name="names">Those that were there.</param>
/// <param name="mode">The grammar of matchers.</param>
/// <param name="files">Where files of secrets are.</param>
internal sealed class LogSourceReader(HashSet<string> names, MatcherMode mode, SecretFiles files)
{
    private const int LongestName = 50;
    private const int LongestFilter = 4_000;
    private const int LeastBytes = 64 * 1024;
    private const int MostBytes = 16 * 1024 * 1024;
    private const int MostRecords = 1_000;

    private static readonly TimeSpan LongestWindow = TimeSpan.FromDays(1);
    private static readonly TimeSpan ShortestTimeout = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestTimeout = TimeSpan.FromMinutes(10);

    /// <summary>The source; null when it is wrong, which is reported.</summary>
    public LogSourceSettings? Read(YamlValue value)
    {
        if (value.AsMap() is not { } map)
        {
            return null;
        }

        var name = ReadName(map);
        var kinds = LogKind.All.Select(kind => (Kind: kind, Value: map.TakeSet(kind.Word)))
            .Where(it => it.Value is not null).ToArray();
        if (kinds is not [var (kind, place)])
        {
            map.Place.Error($"expected one of {string.Join(", ", LogKind.All.Select(it => it.Word))} in log source");
            return null;
        }

        var read = kind.Read(place!, files);
        var (fields, filter) = (LogFieldsReader.Read(map, kind), ReadFilter(map, kind));
        var source = read is null ? null : Common(read with { Name = name ?? "" }, map);
        map.RefuseRest();
        return source is null ? null : WithFields(source with { Filter = filter }, kind, fields, map);
    }

    private static LogSourceSettings WithFields(
        LogSourceSettings source, LogKind kind, ImmutableArray<LogFieldRule> written, YamlMap map)
    {
        var fields = written.IsDefault ? kind.FieldsOf(source) : written;
        if (fields.IsEmpty)
        {
            map.Place.Error("missing fields in log source: which label of an alert is which field of a record");
        }

        if (source is LogSourceSettings.Files { Paths: var paths } && paths != LogSourceSettings.Files.UsualPaths
            && FilesKind.UnknownIn(paths, fields) is { } unknown)
        {
            map.Place.Error($"paths name the field {{{unknown}}}, which fields does not have");
        }

        return source with { Fields = fields };
    }

    private LogSourceSettings Common(LogSourceSettings source, YamlMap map)
    {
        var most = map.TakeSize("most_bytes", LeastBytes, MostBytes);
        return source with
        {
            Matchers = MatcherReading.Take(map, "match", mode),
            Before = map.TakeDurationBetween("before", TimeSpan.Zero, LongestWindow) ?? source.Before,
            After = map.TakeDurationBetween("after", TimeSpan.Zero, LongestWindow) ?? source.After,
            Timeout = map.TakeDurationBetween("timeout", ShortestTimeout, LongestTimeout) ?? source.Timeout,
            MostRecords = map.TakeCount("most_records", 1, MostRecords) ?? source.MostRecords,
            MostBytes = most ?? source.MostBytes,
            QueriesPerMinute = map.TakeCount("queries_per_minute", 1, 1_000_000) ?? source.QueriesPerMinute,
        };
    }

    private string? ReadName(YamlMap map)
    {
        if (map.TakeSet("name") is not { } value)
        {
            map.Place.Error("missing name in log source");
            return null;
        }

        if (value.AsText() is not { } name)
        {
            return null;
        }

        var problem = !IsName(name) ? "not a name of 1 to 50 letters, digits, - and _"
            : !names.Add(name) ? $"log source name \"{name}\" is not unique"
            : null;
        if (problem is not null)
        {
            value.ErrorOnValue(problem);
        }

        return problem is null ? name : null;
    }

    private static bool IsName(string name) => name.Length is > 0 and <= LongestName
        && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');

    private static LogFilter? ReadFilter(YamlMap map, LogKind kind)
    {
        if (map.TakeSet("filter") is not { } value || value.AsText() is not { } text)
        {
            return null;
        }

        LogFilter? filter = null;
        var problem = kind.Language is not { } language ? $"{kind.Word} has no filter"
            : string.IsNullOrWhiteSpace(text) ? "an empty filter"
            : text.Length > LongestFilter ? $"a filter has at most {LongestFilter} characters"
            : LogFilter.Parse(text.Trim(), language, out filter);
        if (problem is not null)
        {
            value.Error(problem);
        }

        return problem is null ? filter : null;
    }
}
