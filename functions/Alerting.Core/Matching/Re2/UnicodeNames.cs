using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Globalization;

namespace Alerting.Core.Matching.Re2;

/// <summary>What <c>\p{name}</c> may name: categories and scripts, written as loosely as Go 1.25 allows.</summary>
internal static class UnicodeNames
{
    // Unicode's names (PropertyValueAliases.txt, gc), in the order of .NET's enumeration.
    private static readonly (string Short, string Long)[] Categories =
    [
        ("lu", "uppercaseletter"), ("ll", "lowercaseletter"), ("lt", "titlecaseletter"), ("lm", "modifierletter"),
        ("lo", "otherletter"), ("mn", "nonspacingmark"), ("mc", "spacingmark"), ("me", "enclosingmark"),
        ("nd", "decimalnumber"), ("nl", "letternumber"), ("no", "othernumber"), ("zs", "spaceseparator"),
        ("zl", "lineseparator"), ("zp", "paragraphseparator"), ("cc", "control"), ("cf", "format"), ("cs", "surrogate"),
        ("co", "privateuse"), ("pc", "connectorpunctuation"), ("pd", "dashpunctuation"), ("ps", "openpunctuation"),
        ("pe", "closepunctuation"), ("pi", "initialpunctuation"), ("pf", "finalpunctuation"),
        ("po", "otherpunctuation"), ("sm", "mathsymbol"), ("sc", "currencysymbol"), ("sk", "modifiersymbol"),
        ("so", "othersymbol"), ("cn", "unassigned"),
    ];

    private static readonly FrozenDictionary<string, string> Aliases = Categories
        .Select(category => (category.Long, category.Short))
        .Concat([
            ("letter", "l"), ("mark", "m"), ("combiningmark", "m"), ("number", "n"), ("punctuation", "p"),
            ("punct", "p"), ("symbol", "s"), ("separator", "z"), ("other", "c"), ("casedletter", "lc"),
            ("cntrl", "cc"), ("digit", "nd"),
        ])
        .ToFrozenDictionary(alias => alias.Item1, alias => alias.Item2);

    private static readonly ConcurrentDictionary<(string Name, bool Fold), RuneSet?> Known = new();
    private static readonly Lazy<List<(int First, int Last)>[]> ByCategory = new(FindCategories);
    private static readonly Lazy<Dictionary<string, RuneSet>> Scripts = new(ReadScripts);

    /// <summary>The set of that name, or null where there is none.</summary>
    public static RuneSet? Find(string name, bool fold)
    {
        var loose = Loose(name);
        var key = (Aliases.GetValueOrDefault(loose) ?? loose, fold);
        if (Known.TryGetValue(key, out var known))
        {
            return known;
        }

        var set = Find(key.Item1);
        set = fold ? set?.Folded() : set;
        return set is null ? null : Known.GetOrAdd(key, set);
    }

    private static string Loose(string name) => name.Replace("_", "", StringComparison.Ordinal)
        .Replace("-", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal).ToLowerInvariant();

    private static RuneSet? Find(string name) => name switch
    {
        "any" => RuneSet.Any,
        "ascii" => RuneSet.Of((0, 0x7F)),
        "assigned" => Category(index => Categories[index].Short != "cn"),
        "lc" => Category(index => Categories[index].Short is "lu" or "ll" or "lt"),
        { Length: 1 } when "lmnpszc".Contains(name, StringComparison.Ordinal) =>
            Category(index => Categories[index].Short.StartsWith(name, StringComparison.Ordinal)),
        { Length: 2 } when Categories.Any(category => category.Short == name) =>
            Category(index => Categories[index].Short == name),
        _ => Scripts.Value.GetValueOrDefault(name),
    };

    private static RuneSet Category(Func<int, bool> wanted) =>
        RuneSet.Of(Enumerable.Range(0, Categories.Length).Where(wanted).SelectMany(index => ByCategory.Value[index]));

    private static List<(int First, int Last)>[] FindCategories()
    {
        var found = Array.ConvertAll(Categories, _ => new List<(int First, int Last)>());
        for (var rune = 0; rune <= RuneSet.Last; rune++)
        {
            var ranges = found[(int)CharUnicodeInfo.GetUnicodeCategory(rune)];
            if (ranges.Count > 0 && ranges[^1].Last == rune - 1)
            {
                ranges[^1] = (ranges[^1].First, rune);
            }
            else
            {
                ranges.Add((rune, rune));
            }
        }

        return found;
    }

    private static Dictionary<string, RuneSet> ReadScripts()
    {
        var scripts = new Dictionary<string, List<(int, int)>>(StringComparer.Ordinal);
        List<(int, int)> ranges = [];
        foreach (var word in ScriptRanges.Text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
        {
            var (name, range) = word.Split(':') is [var script, var first] ? (script, first) : (null, word);
            ranges = name is null ? ranges : scripts[Loose(name)] = [];
            var ends = Array.ConvertAll(range.Split('-'), Hexadecimal);
            ranges.Add((ends[0], ends[^1]));
        }

        return scripts.ToDictionary(script => script.Key, script => RuneSet.Of(script.Value), StringComparer.Ordinal);
    }

    private static int Hexadecimal(string digits) =>
        int.Parse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
}
