using System.Collections.Immutable;
using Alerting.Core.Logs;

namespace Alerting.Adapters.Logs.Files;

/// <summary>
/// A path of a configuration with the values of an alert in it. A value is part of one name: it cannot lead anywhere
/// else, and a star in it is a star.
/// </summary>
/// <param name="Segments">Each the pieces between its stars; one piece: a name.</param>
/// <param name="HasValues">Whether a value of the alert is in it.</param>
internal sealed record FilePattern(ImmutableArray<ImmutableArray<string>> Segments, bool HasValues)
{
    private const int LongestName = 255;

    private static readonly char[] Never = [.. Path.GetInvalidFileNameChars(), '/', '\\'];

    /// <summary>The pattern; null where the alert lacks a value, or has one that is no name of a file.</summary>
    public static FilePattern? Of(string path, ImmutableArray<LogField> fields)
    {
        var segments = path.Split('/').Select(segment => Filled(segment, fields)).ToImmutableArray();
        return segments.Any(segment => segment.IsDefault)
            ? null
            : new(segments, path.Contains('{', StringComparison.Ordinal));
    }

    /// <summary>Whether a name is one of those that the pieces say.</summary>
    public static bool Matches(ImmutableArray<string> pieces, ReadOnlySpan<char> name)
    {
        if (pieces.Length == 1)
        {
            return name.SequenceEqual(pieces[0]);
        }

        if (!name.StartsWith(pieces[0], StringComparison.Ordinal))
        {
            return false;
        }

        var at = pieces[0].Length;
        foreach (var piece in pieces.AsSpan(1, pieces.Length - 2))
        {
            var next = name[at..].IndexOf(piece, StringComparison.Ordinal);
            if (next < 0)
            {
                return false;
            }

            at += next + piece.Length;
        }

        return name.Length - at >= pieces[^1].Length && name.EndsWith(pieces[^1], StringComparison.Ordinal);
    }

    private static ImmutableArray<string> Filled(string segment, ImmutableArray<LogField> fields)
    {
        var pieces = ImmutableArray.CreateBuilder<string>();
        var piece = "";
        while (segment.Length > 0)
        {
            if (segment[0] == '*')
            {
                (piece, segment) = (Close(pieces, piece), segment[1..]);
            }
            else if (segment[0] != '{')
            {
                (piece, segment) = (piece + segment[0], segment[1..]);
            }
            else if (segment.IndexOf('}', StringComparison.Ordinal) is var end
                && ValueOf(segment[1..end], fields) is { } field)
            {
                (piece, segment) = (piece + field.Value, segment[(end + 1)..]);
                piece = field.IsPrefix ? Close(pieces, piece) : piece;
            }
            else
            {
                return default;
            }
        }

        pieces.Add(piece);
        return IsName(pieces) ? pieces.ToImmutable() : default;
    }

    private static string Close(ImmutableArray<string>.Builder pieces, string piece)
    {
        pieces.Add(piece);
        return "";
    }

    private static LogField? ValueOf(string name, ImmutableArray<LogField> fields) =>
        fields.FirstOrDefault(field => field.Name == name) is { } field && field.Value.IndexOfAny(Never) < 0
            ? field
            : null;

    private static bool IsName(ImmutableArray<string>.Builder pieces) =>
        !(pieces is [var name] && name is "" or "." or "..") && pieces.Sum(piece => piece.Length) <= LongestName;
}
