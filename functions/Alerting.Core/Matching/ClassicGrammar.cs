using System.Text;

namespace Alerting.Core.Matching;

/// <summary>The tolerant grammar of Alertmanager 0.26 and older (pkg/labels).</summary>
internal static class ClassicGrammar
{
    // What Go's \s is: no vertical tab.
    private const string Space = "\t\n\f\r ";

    public static ParsedMatchers List(string text)
    {
        var matchers = new List<Matcher>();
        foreach (var piece in Split(text))
        {
            if (Read(piece, out var problem) is not { } matcher)
            {
                return ParsedMatchers.Refused(problem);
            }

            matchers.Add(matcher);
        }

        return ParsedMatchers.Read(matchers);
    }

    public static ParsedMatchers One(string text) => Read(text, out var problem) is { } matcher
        ? ParsedMatchers.Read([matcher])
        : ParsedMatchers.Refused(problem);

    private static List<string> Split(string text)
    {
        var rest = text.AsSpan();
        rest = rest.StartsWith("{") ? rest[1..] : rest;
        rest = rest.EndsWith("}") ? rest[..^1] : rest;
        var pieces = new List<string>();
        var (start, quoted, escaped) = (0, false, false);
        for (var i = 0; i < rest.Length; i++)
        {
            if (rest[i] == ',' && !quoted)
            {
                // The comma leaves the escape as it is, as in Alertmanager.
                pieces.Add(rest[start..i].ToString());
                start = i + 1;
                continue;
            }

            quoted ^= rest[i] == '"' && !escaped;
            escaped = (rest[i] == '\\' && !escaped) || (rest[i] == ',' && escaped);
        }

        var last = rest[start..].Trim();
        if (last.Length > 0)
        {
            pieces.Add(last.ToString());
        }

        return pieces;
    }

    private static Matcher? Read(string text, out string problem)
    {
        var name = text.AsSpan().TrimStart(Space);
        var length = NameLength(name);
        var rest = name[length..].TrimStart(Space);
        if (length == 0 || !Operator(ref rest, out var op))
        {
            problem = "bad matcher format: " + text;
            return null;
        }

        var raw = rest.Trim(Space);
        if (Unescape(raw, out problem) is not { } value)
        {
            return null;
        }

        var matcher = Matcher.Create(name[..length].ToString(), op, value, out var refusal);
        problem = refusal ?? "";
        return matcher;
    }

    private static int NameLength(ReadOnlySpan<char> text)
    {
        var length = 0;
        while (length < text.Length && (char.IsAsciiLetter(text[length]) || text[length] is '_' or ':'
            || (length > 0 && char.IsAsciiDigit(text[length]))))
        {
            length++;
        }

        return length;
    }

    private static bool Operator(ref ReadOnlySpan<char> rest, out MatchOperator op)
    {
        ReadOnlySpan<MatchOperator> longestFirst =
            [MatchOperator.Matches, MatchOperator.Equal, MatchOperator.NotEqual, MatchOperator.NotMatches];
        foreach (var candidate in longestFirst)
        {
            if (rest.StartsWith(Matcher.Sign(candidate)))
            {
                op = candidate;
                rest = rest[Matcher.Sign(candidate).Length..];
                return true;
            }
        }

        op = default;
        return false;
    }

    private static string? Unescape(ReadOnlySpan<char> raw, out string problem)
    {
        var quoted = raw.StartsWith("\"");
        var text = quoted ? raw[1..] : raw;
        if (!LabelNames.IsUnicode(text))
        {
            problem = $"matcher value not valid UTF-8: {raw}";
            return null;
        }

        problem = $"matcher value contains unescaped double quote: {raw}";
        var value = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '"')
            {
                return quoted && i == text.Length - 1 ? value.ToString() : null;
            }

            i += Append(value, text[i..]);
        }

        return quoted ? null : value.ToString();
    }

    // Returns how many characters more than one it took.
    private static int Append(StringBuilder value, ReadOnlySpan<char> text)
    {
        if (text is not ['\\', var next, ..])
        {
            value.Append(text[0]);
            return 0;
        }

        _ = next switch
        {
            'n' => value.Append('\n'),
            '"' or '\\' => value.Append(next),
            _ => value.Append('\\').Append(next),
        };
        return 1;
    }
}
