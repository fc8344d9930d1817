using Alerting.Core.Jobs.Events;
using Alerting.Core.Sources;

namespace Alerting.Core.Logs.Said.Lines;

/// <summary>Reads records and texts into units: those of one writer are one stream, whoever writes in
/// between.</summary>
internal static class RecordLines
{
    // Of a text of any length the end counts, which is where the reason stands.
    private const int MostText = 64 * 1024;
    private const int MostLines = 4000;

    /// <summary>The units of a source, in order of time where it tells; those that do not, in the order of the
    /// records.</summary>
    public static List<LogUnit> Of(SourceRecords source)
    {
        var units = new List<LogUnit>();
        var readers = new Dictionary<string, UnitReader>(StringComparer.Ordinal);
        foreach (var record in source.Records)
        {
            if (!readers.TryGetValue(record.Origin, out var reader))
            {
                readers.Add(record.Origin, reader = new(source.Report.Name, record.Origin, units));
            }

            Add(reader, record.At, record.Text, record.Level);
        }

        foreach (var reader in readers.Values)
        {
            reader.End();
        }

        return readers.Count > 1 ? [.. units.OrderBy(unit => unit.At ?? DateTimeOffset.MaxValue)] : units;
    }

    /// <summary>The units of a text, its end where it is long.</summary>
    public static List<LogUnit> Of(string source, string text, DateTimeOffset? at)
    {
        var units = new List<LogUnit>();
        var reader = new UnitReader(source, "", units);
        Add(reader, at, text.Length > MostText ? text[^MostText..] : text, null);
        reader.End();
        return units;
    }

    private static void Add(UnitReader reader, DateTimeOffset? at, string text, Level? level)
    {
        var isOwn = false;
        if (JsonLine.Of(text) is { } json)
        {
            (text, at, level, isOwn) = (json.Text, at ?? json.At, json.Level ?? level, json.Level is not null);
        }

        var left = MostLines;
        foreach (var range in text.AsSpan().Split('\n'))
        {
            if (left-- == 0)
            {
                break;
            }

            var line = text.AsSpan()[range];
            if (line is not ['{', ..] || JsonLine.Of(line.ToString()) is not { } inner)
            {
                var rest = Unstamped(line, out var stamp);
                reader.Add(at ?? stamp, LineText.Clean(rest), level, isOwn);
            }
            else
            {
                Inner(reader, at, inner);
            }

            // The level is that of the record's first line.
            (level, isOwn) = (null, false);
        }
    }

    private static void Inner(UnitReader reader, DateTimeOffset? at, JsonLine json)
    {
        var level = json.Level;
        foreach (var range in json.Text.AsSpan().Split('\n'))
        {
            reader.Add(json.At ?? at, LineText.Clean(json.Text.AsSpan()[range]), level, level is not null);
            level = null;
        }
    }

    // As container runtimes write lines: a time, the stream, whether it is whole.
    private static ReadOnlySpan<char> Unstamped(ReadOnlySpan<char> line, out DateTimeOffset? at)
    {
        at = null;
        var space = line.Length > 24 && line[4] == '-' && line[10] == 'T'
            ? line[..Math.Min(line.Length, 40)].IndexOf(' ') : -1;
        if (space < 0 || !Rfc3339.TryParse(line[..space].ToString(), out var time))
        {
            return line;
        }

        at = time.ToUniversalTime();
        var rest = line[(space + 1)..];
        return rest.StartsWith("stdout F ") || rest.StartsWith("stderr F ") ? rest["stdout F ".Length..] : rest;
    }
}
