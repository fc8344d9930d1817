using System.Buffers;
using System.Text;

namespace Alerting.Core.Matching.Re2.Captures;

/// <summary>What stands in place of a match: texts, and groups by their numbers or names.</summary>
internal static class ReplacementText
{
    /// <summary>The pieces of a replacement; a group that there is not is no piece.</summary>
    public static List<(string Text, int[] Groups)> Parse(string replacement, string?[] names)
    {
        var parts = new List<(string, int[])>();
        var from = 0;
        while (replacement.IndexOf('$', from) is >= 0 and var dollar)
        {
            parts.Add((replacement[from..dollar], []));
            var rest = replacement.AsSpan(dollar + 1);
            if (rest.StartsWith("$") || Name(rest) is not { } name)
            {
                parts.Add(("$", []));
                from = dollar + (rest.StartsWith("$") ? 2 : 1);
                continue;
            }

            parts.Add(("", Groups(name, names)));
            from = dollar + 1 + name.Length + (rest[0] == '{' ? 2 : 0);
        }

        parts.Add((replacement[from..], []));
        return parts;
    }

    /// <summary>Appends the pieces for a match.</summary>
    public static void Append(StringBuilder target, List<(string Text, int[] Groups)> parts, string text, int[] match)
    {
        foreach (var (plain, groups) in parts)
        {
            target.Append(plain);
            foreach (var group in groups)
            {
                if (match[2 * group] >= 0)
                {
                    target.Append(text, match[2 * group], match[(2 * group) + 1] - match[2 * group]);
                    break;
                }
            }
        }
    }

    // As long as it can be: $1x is the group named 1x.
    private static string? Name(ReadOnlySpan<char> rest)
    {
        var isBraced = rest.StartsWith("{");
        var name = isBraced ? rest[1..] : rest;
        var length = 0;
        while (length < name.Length
            && Rune.DecodeFromUtf16(name[length..], out var rune, out var used) == OperationStatus.Done
            && (rune.Value == '_' || Rune.IsLetter(rune) || Rune.IsDigit(rune)))
        {
            length += used;
        }

        var isClosed = !isBraced || (length < name.Length && name[length] == '}');
        return length > 0 && isClosed ? name[..length].ToString() : null;
    }

    private static int[] Groups(string name, string?[] names)
    {
        var isNumber = name.Length < 9 && name.All(char.IsAsciiDigit) && (name == "0" || name[0] != '0');
        if (isNumber)
        {
            var number = int.Parse(name, System.Globalization.CultureInfo.InvariantCulture);
            return number < names.Length ? [number] : [];
        }

        return [.. Enumerable.Range(1, names.Length - 1).Where(group => names[group] == name)];
    }
}
