using System.Buffers;
using Alerting.Core.Logs.Said.Lines;

namespace Alerting.Core.Logs.Said.Signatures;

/// <summary>
/// Whether a word is the type of an exception: <c>Py4JJavaError</c>, <c>urllib3.exceptions.ReadTimeoutError</c>,
/// <c>psycopg2.errors.UndefinedTable:</c>. A digit in it is none that differs.
/// </summary>
internal static class TypeWord
{
    private static readonly SearchValues<char> OfNames =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._$");

    /// <summary>Whether it is; one that does not end as types do needs a package without, and an end.</summary>
    /// <param name="word">Not empty, without what follows it.</param>
    /// <param name="isEnded">Whether a colon, a bracket or nothing at all follows it.</param>
    public static bool Is(ReadOnlySpan<char> word, bool isEnded)
    {
        var last = word[(word.LastIndexOfAny('.', ':') + 1)..];
        if (last.IsEmpty || !char.IsAsciiLetterUpper(last[0]) || last.Contains('_')
            || !last.ContainsAnyInRange('a', 'z'))
        {
            return false;
        }

        return LineSigns.TypeLength(word) == word.Length
            || (isEnded && last.Length < word.Length && !last.ContainsAnyInRange('0', '9')
                && char.IsAsciiLetter(word[0]) && !word.ContainsAnyExcept(OfNames));
    }
}
