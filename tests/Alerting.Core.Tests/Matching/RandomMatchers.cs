using Alerting.Testing;

namespace Alerting.Core.Tests.Matching;

/// <summary>
/// Texts that matchers are made of, by chance, with a liking for what is hard: quotes, escapes, braces, operators. The
/// seed is fixed; <c>ALERTING_SEED</c> sets another one.
/// </summary>
internal sealed class RandomMatchers(int seed)
{
    private static readonly string[] Pieces =
    [
        "a", "b", "foo", "_x", "a:b", "9", "=", "=", "!=", "=~", "!~", "~", "!", "\"", "\"", "\\", "\\\"", "\\n", "\\\\",
        "\\d", ",", ",", "{", "}", " ", "\t", "\u00A0", "\n", "é", "😀", "'", "`", ".*", "a|b", "(", "[", "x+", "\"\"",
        "foo=\"bar\"", "a=b", "\\x41", "\u2003",
    ];

    // Nothing that Go 1.19, which built Debian's amtool, reads otherwise: see KnownDifferences.
    private static readonly string[] PatternPieces =
    [
        "a", "b", "c", "k", "s", "ab", ".", ".", ".", ".*", "^", "$", @"\d", @"\w", @"\s", @"\D", @"\W", @"\b", @"\B", @"\A", @"\z",
        @"\Qa.b\E", @"\pL", @"\p{Greek}", @"\P{Lu}", "[[:alpha:]]", "[a-c]", "[^a]", "[^\\n]", "[a-]", "(?i)", "(?m)",
        "(?s)", "(?i:", "(?P<n>", "(?:", "(", "(", ")", ")", "|", "|", "*", "+", "?", "*?", "{2}", "{0,3}", "{2,}",
        @"\x41", @"\x{1F600}", @"\101", @"\n", @"\.", "😀", "[😀-😎]", "é", "\u212A", "ſ", "-", " ",
    ];

    private readonly Random random = new(seed);

    public static int Seed { get; } = Seeds.Or(20_25);

    /// <summary>Anything at all.</summary>
    public string Text() => random.Next(2) == 0 ? Many(Pieces, 1, 9) : NearlyList();

    /// <summary>A list of matchers that is likely to be one, with patterns that are likely to be such.</summary>
    public string List() => string.Join(',', Enumerable.Range(0, random.Next(1, 3)).Select(_ => Likely()));

    /// <summary>A value for the labels those are about.</summary>
    public string Value() => random.Next(4) > 0
        ? One("", "\n", "a\n", "\na", "a", "b", "k", "K", "S", "0", "_", "-", " ", "é", "É", "λ", "😀", "a.b", "a-", "aé")
        : Many(["a", "b", "c", "ab", "K", "s", "A", "😀", "é", "0", "-", " ", "\n", "\"", "\\"], 0, 4);

    private string NearlyList()
    {
        var start = One("", "{", " ");
        var matchers = Enumerable.Range(0, random.Next(1, 4)).Select(_ => One("a", "foo", "_b", " c", "a:b", "1")
            + One("=", "!=", "=~", "!~", " = ") + One("", " ", "\"") + Many(Pieces, 0, 3) + One("", "\"", "\"", " "));
        return start + string.Join(',', matchers) + One("", "}", ",", "},", " ", ", ");
    }

    private string Likely()
    {
        var name = One("a", "b");
        return random.Next(4) == 0
            ? name + One("=", "!=") + Quoted(Value())
            : name + One("=~", "=~", "!~") + Quoted(Many(PatternPieces, 1, random.Next(2) == 0 ? 2 : 6));
    }

    private static string Quoted(string value) => "\"" + value
        .Replace("\\", @"\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal) + "\"";

    private string Many(string[] pieces, int least, int most) =>
        string.Concat(random.GetItems(pieces, random.Next(least, most + 1)));

    private string One(params string[] choices) => choices[random.Next(choices.Length)];
}
