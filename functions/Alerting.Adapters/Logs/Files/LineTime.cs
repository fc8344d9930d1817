using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Alerting.Adapters.Logs.Files;

/// <summary>The time of a line.</summary>
internal static class LineTime
{
    private const int Longest = 40;
    private const int Shortest = 19;
    private const int LongestZone = 6;

    // Each of several places, or not of every month: how far they are from UTC is not known here.
    private static readonly string[] Zones =
    [
        "CET", "CEST", "MET", "MEST", "WET", "WEST", "EET", "EEST", "BST", "IST", "MSK", "SAST", "EST", "EDT", "CST",
        "CDT", "MST", "MDT", "PST", "PDT", "AKST", "AKDT", "HST", "JST", "KST", "HKT", "SGT", "AEST", "AEDT", "NZST",
        "NZDT",
    ];

    private static readonly SearchValues<byte> OfZone = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+-:"u8);

    /// <summary>The names of a time in JSON.</summary>
    public static string[] Names { get; } = ["time", "timestamp", "@timestamp", "ts", "t", "asctime", "datetime"];

    /// <summary>The time; null where a line has none.</summary>
    public static DateTimeOffset? Of(ReadOnlySpan<byte> line)
    {
        line = Unmarked(line).TrimStart(" \t\r"u8);
        return line.IsEmpty ? null : line[0] == '{' ? OfJson(line) : OfText(line, out _);
    }

    /// <summary>The line without the mark of its encoding, which may stand at the beginning of a file.</summary>
    public static ReadOnlySpan<byte> Unmarked(ReadOnlySpan<byte> line) =>
        line.StartsWith("\uFEFF"u8) ? line["\uFEFF"u8.Length..] : line;

    /// <summary>The time at the beginning of a text, with or without a bracket around it.</summary>
    /// <param name="line">The line.</param>
    /// <param name="length">How many bytes it takes, with what separates it from the rest.</param>
    public static DateTimeOffset? OfText(ReadOnlySpan<byte> line, out int length)
    {
        length = 0;
        var start = line.Length > 0 && line[0] is (byte)'[' or (byte)'"' ? 1 : 0;
        var rest = line[start..];
        if (!IsDate(rest))
        {
            return null;
        }

        var time = EndOfFraction(rest);
        var end = EndOfZone(rest, time);
        var zone = end == time ? Behind(rest[end..]) : "";
        if (Zones.Contains(zone))
        {
            return null;
        }

        var offset = zone.StartsWith('+') || zone.StartsWith('-') ? zone : "";
        var text = Encoding.ASCII.GetString(rest[..end]).Replace('/', '-').Replace(',', '.') + offset;
        var at = Instants.Read(text);
        end += zone.Length > 0 ? 1 + zone.Length : 0;
        length = at is null ? 0 : AfterSeparator(line, start + end);
        return at;
    }

    // A zone behind a blank, as Ruby, Go and databases write it; empty where there is none.
    private static string Behind(ReadOnlySpan<byte> rest)
    {
        if (rest.IsEmpty || rest[0] != ' ')
        {
            return "";
        }

        var word = rest[1..Math.Min(rest.Length, LongestZone + 3)];
        var end = word.IndexOfAnyExcept(OfZone);
        var zone = Encoding.ASCII.GetString(end < 0 ? word : word[..end]).TrimEnd(':');
        return zone is "UTC" or "GMT" or "Z" || Zones.Contains(zone) || IsOffset(zone) ? zone : "";
    }

    private static bool IsOffset(string zone) =>
        zone.Length is LongestZone - 1 or LongestZone && zone[0] is '+' or '-'
        && TimeSpan.TryParseExact(
            zone[1..].Replace(":", "", StringComparison.Ordinal), "hhmm", CultureInfo.InvariantCulture, out var by)
        && by <= TimeSpan.FromHours(14);

    // One blank: what is more is how far the text is indented, as lines of a stack trace are.
    private static int AfterSeparator(ReadOnlySpan<byte> line, int at)
    {
        at += At(line, at) is (byte)']' or (byte)'"' ? 1 : 0;
        return at + (At(line, at) is (byte)' ' or (byte)'\t' ? 1 : 0);
    }

    private static byte At(ReadOnlySpan<byte> line, int at) => at < line.Length ? line[at] : (byte)0;

    // 2026-11-21T02:13:04 and on, also with a blank in the middle or slashes in the date.
    private static bool IsDate(ReadOnlySpan<byte> text)
    {
        const string Shape = "0000-00-00T00:00:00";
        for (var at = 0; at < Shape.Length; at++)
        {
            var is_ = at < text.Length ? text[at] : (byte)0;
            var isRight = Shape[at] switch
            {
                '0' => char.IsAsciiDigit((char)is_),
                '-' => is_ is (byte)'-' or (byte)'/',
                'T' => is_ is (byte)'T' or (byte)' ' or (byte)'t',
                _ => is_ == ':',
            };
            if (!isRight)
            {
                return false;
            }
        }

        return true;
    }

    private static int EndOfFraction(ReadOnlySpan<byte> text)
    {
        var at = Shortest;
        if (at + 1 < text.Length && text[at] is (byte)'.' or (byte)',' && char.IsAsciiDigit((char)text[at + 1]))
        {
            at++;
            while (at < text.Length && at < Longest && char.IsAsciiDigit((char)text[at]))
            {
                at++;
            }
        }

        return at;
    }

    private static int EndOfZone(ReadOnlySpan<byte> text, int at)
    {
        if (at < text.Length && text[at] is (byte)'Z' or (byte)'z')
        {
            return at + 1;
        }

        var zone = at;
        if (at + 2 < text.Length && text[at] is (byte)'+' or (byte)'-' && char.IsAsciiDigit((char)text[at + 1]))
        {
            at++;
            while (at < text.Length && at - zone < 6 && (char.IsAsciiDigit((char)text[at]) || text[at] == ':'))
            {
                at++;
            }
        }

        return at;
    }

    private static DateTimeOffset? OfJson(ReadOnlySpan<byte> line)
    {
        try
        {
            var json = new Utf8JsonReader(line, isFinalBlock: false, default);
            while (json.Read())
            {
                if (json.CurrentDepth == 1 && json.TokenType == JsonTokenType.PropertyName && IsName(json)
                    && json.Read() && Read(json) is { } at)
                {
                    return at;
                }
            }
        }
        catch (Exception odd) when (odd is JsonException or InvalidOperationException)
        {
            // A line that is no JSON, or has a text in it that is none.
        }

        return null;
    }

    private static bool IsName(Utf8JsonReader json)
    {
        foreach (var name in Names)
        {
            if (json.ValueTextEquals(name))
            {
                return true;
            }
        }

        return false;
    }

    private static DateTimeOffset? Read(Utf8JsonReader json) => json.TokenType switch
    {
        JsonTokenType.String when json.ValueSpan.Length <= Longest => OfWord(json.GetString()),
        JsonTokenType.Number when json.TryGetDouble(out var number) => Instants.Read(number),
        _ => null,
    };

    // Python writes a comma before the milliseconds.
    private static DateTimeOffset? OfWord(string? text) => Instants.Read(text?.Replace(',', '.'));
}
