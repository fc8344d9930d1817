using System.Globalization;
using System.Text;
using Alerting.Core.Alerts;

namespace Alerting.Core.Sources.AlertmanagerApi;

/// <summary>
/// Finds the first JSON value of a body, or says what is wrong in the words of Go's <c>json.Decoder</c>, which its
/// callers see. Without recursion: a body may be nested as deep as it likes.
/// </summary>
internal ref struct GoJsonScan
{
    /// <summary>Go takes this many levels and no more.</summary>
    public const int MostLevels = 10_000;

    private readonly ReadOnlySpan<byte> json;

    // What is open, the innermost last: true for an object.
    private readonly Stack<bool> open = new();
    private int at;
    private Expected expected = Expected.Value;

    public GoJsonScan(ReadOnlySpan<byte> json)
    {
        this.json = json;
        SkipSpace();
        IsEmpty = at == json.Length;
        while (!IsEmpty && Fault is null && expected != Expected.Nothing)
        {
            Step();
            SkipSpace();
        }
    }

    private enum Expected
    {
        Value,
        ValueOrEnd,
        Name,
        NameOrEnd,
        Colon,
        CommaOrEnd,
        Nothing,
    }

    /// <summary>Whether there is nothing but white space.</summary>
    public bool IsEmpty { get; }

    /// <summary>What is wrong; null when nothing is.</summary>
    public string? Fault { get; private set; }

    /// <summary>Bytes up to the end of the first value, or some white space after it.</summary>
    public readonly int Length => at;

    private void SkipSpace()
    {
        while (expected != Expected.Nothing && at < json.Length && " \t\r\n"u8.Contains(json[at]))
        {
            at++;
        }
    }

    private void Step()
    {
        if (at == json.Length)
        {
            Fault = "unexpected EOF";
            return;
        }

        var c = json[at];
        switch (expected)
        {
            case Expected.Value or Expected.ValueOrEnd:
                Value(c);
                break;
            case Expected.Name or Expected.NameOrEnd:
                Name(c);
                break;
            case Expected.Colon:
                Take(c == ':', Expected.Value, "after object key");
                break;
            case Expected.CommaOrEnd:
                CommaOrEnd(c);
                break;
        }
    }

    private void Value(byte c)
    {
        switch (c)
        {
            case (byte)']' when expected == Expected.ValueOrEnd:
                Close();
                break;
            case (byte)'{' or (byte)'[':
                Open(c == '{');
                break;
            case (byte)'"':
                Text();
                EndValue();
                break;
            case (byte)'-' or (>= (byte)'0' and <= (byte)'9'):
                Number();
                EndValue();
                break;
            case (byte)'t' or (byte)'f' or (byte)'n':
                Literal(c == 't' ? "true" : c == 'f' ? "false" : "null");
                EndValue();
                break;
            default:
                Refuse("looking for beginning of value");
                break;
        }
    }

    private void Name(byte c)
    {
        if (c == '}' && expected == Expected.NameOrEnd)
        {
            Close();
        }
        else if (c == '"')
        {
            Text();
            expected = Expected.Colon;
        }
        else
        {
            Refuse("looking for beginning of object key string");
        }
    }

    private void CommaOrEnd(byte c)
    {
        var isObject = open.Peek();
        if (c == (isObject ? '}' : ']'))
        {
            Close();
            return;
        }

        Take(
            c == ',', isObject ? Expected.Name : Expected.Value,
            isObject ? "after object key:value pair" : "after array element");
    }

    private void Open(bool isObject)
    {
        open.Push(isObject);
        Take(
            open.Count <= MostLevels, isObject ? Expected.NameOrEnd : Expected.ValueOrEnd, "exceeded max depth");
    }

    private void Close()
    {
        at++;
        open.Pop();
        EndValue();
    }

    private void EndValue() => expected = open.Count == 0 ? Expected.Nothing : Expected.CommaOrEnd;

    private void Take(bool isRight, Expected next, string otherwise)
    {
        if (!isRight)
        {
            Refuse(otherwise);
            return;
        }

        at++;
        expected = next;
    }

    private void Text()
    {
        at++;
        while (Fault is null && Need(at < json.Length && json[at] >= ' ', "in string literal"))
        {
            var c = json[at++];
            if (c == '"')
            {
                return;
            }

            if (c == '\\')
            {
                Escape();
            }
        }
    }

    private void Escape()
    {
        if (!Need(at < json.Length && "\"\\/bfnrtu"u8.Contains(json[at]), "in string escape code") || json[at++] != 'u')
        {
            return;
        }

        for (var digits = 0; digits < 4 && Fault is null; digits++)
        {
            at += Need(at < json.Length && char.IsAsciiHexDigit((char)json[at]), "in \\u hexadecimal character escape")
                ? 1 : 0;
        }
    }

    private void Number()
    {
        at += json[at] == '-' ? 1 : 0;
        if (at < json.Length && json[at] == '0')
        {
            at++;
        }
        else
        {
            Digits("in numeric literal");
        }

        if (Fault is null && Is('.'))
        {
            at++;
            Digits("after decimal point in numeric literal");
        }

        if (Fault is null && (Is('e') || Is('E')))
        {
            at++;
            at += Is('+') || Is('-') ? 1 : 0;
            Digits("in exponent of numeric literal");
        }
    }

    private void Digits(string where)
    {
        if (!Need(at < json.Length && char.IsAsciiDigit((char)json[at]), where))
        {
            return;
        }

        while (at < json.Length && char.IsAsciiDigit((char)json[at]))
        {
            at++;
        }
    }

    private void Literal(string word)
    {
        foreach (var c in word)
        {
            if (!Need(Is(c), string.Create(CultureInfo.InvariantCulture, $"in literal {word} (expecting '{c}')")))
            {
                return;
            }

            at++;
        }
    }

    private readonly bool Is(char c) => at < json.Length && json[at] == c;

    private bool Need(bool isRight, string otherwise)
    {
        if (at == json.Length)
        {
            Fault = "unexpected EOF";
        }
        else if (!isRight)
        {
            Refuse(otherwise);
        }

        return Fault is null;
    }

    private void Refuse(string where)
    {
        // Go takes the byte for a code point.
        var c = (char)json[at];
        var quoted = GoQuote.Append(new StringBuilder(), c.ToString()).ToString();
        Fault = $"invalid character '{(c == '\'' ? "\\'" : c == '"' ? "\"" : quoted[1..^1])}' {where}";
    }
}
