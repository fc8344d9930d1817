using System.Text;
using Alerting.Core.Logs;
using Alerting.Core.Redaction;

namespace Alerting.Adapters.Logs.Files;

/// <summary>Lines of a block as records.</summary>
/// <param name="file">Whose they are.</param>
/// <param name="query">What is asked for.</param>
/// <param name="isTimed">Whether lines have times: one without belongs to the one before it.</param>
internal sealed class LineReading(FoundFile file, LogQuery query, bool isTimed)
{
    // What no text has that is one.
    private const char Unreadable = '\uFFFD';
    private const int LongestText = Words.LongestRecord * 4;

    // A day, and the zones of the world.
    private static readonly TimeSpan Far = TimeSpan.FromHours(38);

    private readonly List<LogRecord> records = [];
    private DateTimeOffset? first;
    private DateTimeOffset? last;
    private bool isSeen;
    private bool isPartOfLine;
    private bool isGarbage;

    /// <summary>The lines of a block.</summary>
    /// <param name="block">Its bytes.</param>
    /// <param name="isWhole">Whether it begins where a line begins.</param>
    public FileLines Read(ReadOnlySpan<byte> block, bool isWhole)
    {
        var bytes = block.Length;
        if (!isWhole)
        {
            block = Begun(block);
        }

        while (!block.IsEmpty)
        {
            var end = block.IndexOf((byte)'\n');
            var line = end < 0 ? block : block[..end];
            block = end < 0 ? [] : block[(end + 1)..];
            if (LineTime.Unmarked(line).TrimEnd(" \t\r"u8) is { IsEmpty: false } text)
            {
                Add(text);
            }
        }

        var partial = isPartOfLine ? $"a line of {file.Name} is longer than what is read"
            : isGarbage ? $"lines of {file.Name} that are not text were left out"
            : null;
        return new(records, bytes, partial)
        {
            // A line of the past may stand between others, as what is replayed does: the first one counts.
            IsEnough = (isTimed && first < query.From) || records.Count > query.Source.MostRecords,
            IsOfWindow = isSeen || isPartOfLine,
            Last = last,
        };
    }

    // The line that began before it is left out, unless it is all there is: then its end is something.
    private ReadOnlySpan<byte> Begun(ReadOnlySpan<byte> block)
    {
        var start = block.IndexOf((byte)'\n') + 1;
        if (start > 0 && start < block.Length)
        {
            return block[start..];
        }

        isPartOfLine = true;
        return WholeWords.BeginningLost(block[^Math.Min(block.Length, Words.LongestRecord - 1)..]);
    }

    private void Add(ReadOnlySpan<byte> line)
    {
        var json = line[0] == '{' ? JsonLine.Read(line) : null;
        var (at, skip) = json is null ? Time(line) : (json.At, 0);
        if (IsPrinted(at))
        {
            (at, skip) = (null, 0);
        }

        first ??= at;
        last = at ?? last;
        isSeen |= IsWithin();
        if (isTimed && !isPartOfLine && !IsWithin())
        {
            return;
        }

        if (json is null ? !file.IsOfAlert && HasOthers() : !json.IsOf(query.Fields, file.IsOfAlert))
        {
            return;
        }

        var text = Words.OfRecord(json?.Message ?? Decoded(line[(isTimed ? skip : 0)..]));
        if (text.Count(Unreadable) * 4 > text.Length)
        {
            isGarbage = true;
            return;
        }

        records.Add(new(isTimed ? last : null, text, json?.Level, file.Name));
    }

    // In a path without values of the alert, only what says whose it is can be told apart.
    private bool HasOthers() => ((LogSourceSettings.Files)query.Source).Paths
        .Any(path => path.Contains('{', StringComparison.Ordinal));

    // Data with dates that a program prints belong to the line before them, as all that follows does.
    private bool IsPrinted(DateTimeOffset? at) => isTimed && IsWithin() && at < last - Far;

    // Lines without a time before the first that has one belong to what is not read.
    private bool IsWithin() => last >= query.From && last < query.To;

    // What containers write has the stream and a letter after the time (CRI).
    private static (DateTimeOffset? At, int Skip) Time(ReadOnlySpan<byte> line)
    {
        var at = LineTime.OfText(line, out var skip);
        var rest = line[skip..];
        foreach (var stream in (string[])["stdout F ", "stderr F ", "stdout P ", "stderr P "])
        {
            if (skip > 0 && rest.Length > stream.Length && Encoding.ASCII.GetString(rest[..stream.Length]) == stream)
            {
                return (at, skip + stream.Length);
            }
        }

        return (at, skip);
    }

    private static string Decoded(ReadOnlySpan<byte> line) =>
        Encoding.UTF8.GetString(line[..Math.Min(line.Length, LongestText)]);
}
