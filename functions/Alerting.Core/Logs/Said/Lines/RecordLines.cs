using Alerting.Core.Jobs.Events;
using Alerting.Core.Sources;

namespace Alerting.Core.Logs.Said.Lines;

/// <summary>Reads records and texts into units: those of one writer are one stream, whoever writes in between, and so
/// are what it writes to its output and to its errors.</summary>
internal sealed class RecordLines
{
    // Of a text of any length the end counts, which is where the reason stands.
    private const int MostText = 64 * 1024;
    private const int MostLines = 4000;

    private const string Output = "stdout F ";
    private const string Errors = "stderr F ";

    private readonly Dictionary<(string Origin, string Stream), UnitReader> readers = [];
    private readonly List<LogUnit> units = [];
    private readonly string source;
    private int read;

    private RecordLines(string source) => this.source = source;

    /// <summary>The units of a source, in order of time where it tells; those that do not, in the order of the
    /// records.</summary>
    public static List<LogUnit> Of(SourceRecords source)
    {
        var lines = new RecordLines(source.Report.Name);
        foreach (var record in source.Records)
        {
            lines.Add(record.Origin, record.At, record.Text, record.Level);
        }

        lines.End();
        return lines.readers.Count > 1
            ? [.. lines.units.OrderBy(unit => unit.At ?? DateTimeOffset.MaxValue).ThenBy(unit => unit.Number)]
            : lines.units;
    }

    /// <summary>The units of a text, its end where it is long.</summary>
    public static List<LogUnit> Of(string source, string text, DateTimeOffset? at)
    {
        var lines = new RecordLines(source);
        lines.Add("", at, text.Length > MostText ? text[^MostText..] : text, null);
        lines.End();
        return lines.readers.Count > 1 ? [.. lines.units.OrderBy(unit => unit.Number)] : lines.units;
    }

    private void End()
    {
        foreach (var reader in readers.Values)
        {
            reader.End();
        }
    }

    private void Add(string origin, DateTimeOffset? at, string text, Level? level)
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

            var rest = Unstamped(text.AsSpan()[range], out var stamp, out var stream);
            var reader = Reader(origin, stream);
            if (rest is not ['{', ..] || JsonLine.Of(rest.ToString()) is not { } inner)
            {
                reader.Add(new(read++, at ?? stamp, LineText.Clean(rest), level, isOwn));
            }
            else
            {
                Inner(reader, at ?? stamp, inner);
            }

            // The level is that of the record's first line.
            (level, isOwn) = (null, false);
        }
    }

    private UnitReader Reader(string origin, string stream)
    {
        if (!readers.TryGetValue((origin, stream), out var reader))
        {
            readers.Add((origin, stream), reader = new(source, origin, units));
        }

        return reader;
    }

    private void Inner(UnitReader reader, DateTimeOffset? at, JsonLine json)
    {
        var level = json.Level;
        foreach (var range in json.Text.AsSpan().Split('\n'))
        {
            var text = LineText.Clean(json.Text.AsSpan()[range]);
            reader.Add(new(read++, json.At ?? at, text, level, level is not null));
            level = null;
        }
    }

    // As container runtimes write lines: a time, the stream, whether it is whole.
    private static ReadOnlySpan<char> Unstamped(ReadOnlySpan<char> line, out DateTimeOffset? at, out string stream)
    {
        (at, stream) = (null, "");
        var space = line.Length > 24 && line[4] == '-' && line[10] == 'T'
            ? line[..Math.Min(line.Length, 40)].IndexOf(' ') : -1;
        if (space < 0 || !Rfc3339.TryParse(line[..space].ToString(), out var time))
        {
            return line;
        }

        at = time.ToUniversalTime();
        var rest = line[(space + 1)..];
        stream = rest.StartsWith(Output) ? Output : rest.StartsWith(Errors) ? Errors : "";
        return rest[stream.Length..];
    }
}
