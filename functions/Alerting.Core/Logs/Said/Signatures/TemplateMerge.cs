using Alerting.Core.Logs.Said.Lines;

namespace Alerting.Core.Logs.Said.Signatures;

/// <summary>
/// Merges kinds whose templates differ in one word, where that word differs often: it is no part of what is wrong, such
/// as the name of a table. Two or three that differ in a word may well be two or three errors, and stay apart. Each
/// round is one walk over all words; another round finds a second such word. The order of the kinds makes no
/// difference.
/// </summary>
internal static class TemplateMerge
{
    // So many different words at one place are names.
    private const int Often = 4;

    // So many different ones where mostly stands what is wrong.
    private const int VeryOften = 8;
    private const int MostWords = 64;
    private const int LeastWords = 3;
    private const int Rounds = 3;

    /// <summary>The kinds that are left.</summary>
    public static IReadOnlyCollection<SignatureKind> Of(IReadOnlyCollection<SignatureKind> kinds)
    {
        for (var round = 0; round < Rounds; round++)
        {
            var merged = Round(kinds);
            if (merged.Count == kinds.Count)
            {
                return merged;
            }

            kinds = merged;
        }

        return kinds;
    }

    private static List<SignatureKind> Round(IReadOnlyCollection<SignatureKind> kinds)
    {
        // By the letters of their templates, so that of two places the same one is taken in every order.
        SignatureKind[] ordered = [.. kinds.OrderBy(kind => kind.Template, StringComparer.Ordinal)
            .ThenBy(kind => kind.Place, StringComparer.Ordinal)];
        var words = ordered.Select(kind => Words(kind.Template)).ToArray();
        var counts = Counts(ordered, words);
        var left = new List<SignatureKind>();
        var made = new Dictionary<string, SignatureKind>(StringComparer.Ordinal);
        for (var i = 0; i < ordered.Length; i++)
        {
            var at = Place(ordered[i], words[i], counts);
            if (at < 0)
            {
                Join(ordered[i].Template, ordered[i], made, left);
                continue;
            }

            words[i][at] = LineMask.Any;
            Join(string.Join(' ', words[i]), ordered[i], made, left);
        }

        return left;
    }

    private static string[] Words(string template) => template.Split(' ');

    private static void Join(
        string template, SignatureKind kind, Dictionary<string, SignatureKind> made, List<SignatureKind> left)
    {
        var name = $"{template}\n{kind.Place}";
        if (made.TryGetValue(name, out var known))
        {
            known.Take(kind);
            return;
        }

        var whole = kind;
        if (template != kind.Template)
        {
            whole = new(template, kind.Place);
            whole.Take(kind);
        }

        made.Add(name, whole);
        left.Add(whole);
    }

    // How many templates are alike but for the word at a place: a sum of hashes without its own.
    private static Dictionary<ulong, int> Counts(SignatureKind[] kinds, string[][] words)
    {
        var counts = new Dictionary<ulong, int>();
        for (var i = 0; i < kinds.Length; i++)
        {
            var sum = Sum(kinds[i], words[i]);
            for (var at = 0; at < words[i].Length && at < MostWords; at++)
            {
                var alike = sum - Hash(words[i][at], at);
                counts[alike + (ulong)at] = counts.GetValueOrDefault(alike + (ulong)at) + 1;
            }
        }

        return counts;
    }

    // That of the word that differs the most often, of those that may be a name.
    private static int Place(SignatureKind kind, string[] words, Dictionary<ulong, int> counts)
    {
        if (words.Length < LeastWords)
        {
            return -1;
        }

        var (best, most, isBehindColon) = (-1, 0, false);
        var sum = Sum(kind, words);
        for (var at = 0; at < words.Length && at < MostWords; at++)
        {
            var count = counts[sum - Hash(words[at], at) + (ulong)at];
            var least = at == 0 || (isBehindColon && at == words.Length - 1) ? VeryOften : Often;
            isBehindColon |= words[at].EndsWith(':');
            (best, most) = count >= least && count > most && IsName(words[at]) ? (at, count) : (best, most);
        }

        return best;
    }

    private static bool IsName(string word) =>
        word != LineMask.Any && LineSigns.TypeLength(word.AsSpan().Trim("()[]{},;\"'`")) == 0;

    private static ulong Sum(SignatureKind kind, string[] words)
    {
        var sum = Hash(kind.Place, words.Length + 1000);
        for (var at = 0; at < words.Length; at++)
        {
            sum += Hash(words[at], at);
        }

        return sum;
    }

    private static ulong Hash(string word, int at)
    {
        var hash = 14695981039346656037UL + ((ulong)at * 0x9E3779B97F4A7C15UL);
        foreach (var c in word)
        {
            hash = (hash ^ c) * 1099511628211UL;
        }

        return hash ^ (hash >> 29);
    }
}
