using System.Text;
using Alerting.Core.Templates.Values;

namespace Alerting.Core.Templates.Formatting;

/// <content>Formats: what <c>printf</c> takes.</content>
internal sealed partial class Printer
{
    /// <summary>Go's <c>Sprintf</c>.</summary>
    public static string Format(string format, IReadOnlyList<object?> values, int limit)
    {
        var text = new StringBuilder();
        var printer = new Printer(text, limit);
        var reading = new FormatReading(format, values);
        while (reading.At < format.Length)
        {
            var percent = format.IndexOf('%', reading.At);
            var end = percent < 0 ? format.Length : percent;
            printer.Append(format.AsSpan(reading.At, end - reading.At));
            reading.At = end;
            if (percent >= 0)
            {
                reading.At++;
                printer.Directive(reading);
            }
        }

        printer.Extra(reading);
        return text.ToString();
    }

    private void Directive(FormatReading reading)
    {
        flags = default;
        reading.IsGood = true;
        ReadFlags(reading);
        reading.Index();
        ReadWidth(reading);
        ReadPrecision(reading);
        if (!reading.IsAfterIndex)
        {
            reading.Index();
        }

        if (reading.At >= reading.Format.Length)
        {
            Append("%!(NOVERB)");
            return;
        }

        Rune.DecodeFromUtf16(reading.Format.AsSpan(reading.At), out var verb, out var used);
        reading.At += used;
        Print(reading, verb);
    }

    private void Print(FormatReading reading, Rune verb)
    {
        if (verb.Value == '%')
        {
            Append("%");
        }
        else if (!reading.IsGood)
        {
            Append($"%!{verb}(BADINDEX)");
        }
        else if (reading.Next >= reading.Values.Count)
        {
            Append($"%!{verb}(MISSING)");
        }
        else
        {
            flags = verb.Value == 'v' ? flags.ForValue() : flags;
            Value(reading.Values[reading.Next++], verb, 0);
        }
    }

    private void ReadFlags(FormatReading reading)
    {
        for (; reading.At < reading.Format.Length; reading.At++)
        {
            switch (reading.Format[reading.At])
            {
                case '#':
                    flags.Sharp = true;
                    break;
                case '0':
                    flags.Zero = true;
                    break;
                case '+':
                    flags.Plus = true;
                    break;
                case '-':
                    flags.Minus = true;
                    break;
                case ' ':
                    flags.Space = true;
                    break;
                default:
                    flags.Zero &= !flags.Minus;
                    return;
            }
        }
    }

    private void ReadWidth(FormatReading reading)
    {
        if (!reading.Takes('*'))
        {
            flags.Width = reading.Number();
            reading.IsGood &= !reading.IsAfterIndex || flags.Width is null;
            return;
        }

        flags.Width = reading.FromValue();
        reading.IsAfterIndex = false;
        if (flags.Width is null)
        {
            Append("%!(BADWIDTH)");
        }
        else if (flags.Width < 0)
        {
            flags.Width = -flags.Width;
            flags.Minus = true;
            flags.Zero = false;
        }
    }

    private void ReadPrecision(FormatReading reading)
    {
        if (reading.At + 1 >= reading.Format.Length || !reading.Takes('.'))
        {
            return;
        }

        reading.IsGood &= !reading.IsAfterIndex;
        reading.Index();
        if (!reading.Takes('*'))
        {
            flags.Precision = reading.Number() ?? 0;
            return;
        }

        flags.Precision = reading.FromValue() is >= 0 and var precision ? precision : null;
        reading.IsAfterIndex = false;
        if (flags.Precision is null)
        {
            Append("%!(BADPREC)");
        }
    }

    private void Extra(FormatReading reading)
    {
        if (reading.IsReordered || reading.Next >= reading.Values.Count)
        {
            return;
        }

        flags = default;
        Append("%!(EXTRA ");
        for (var i = reading.Next; i < reading.Values.Count; i++)
        {
            Append(i > reading.Next ? ", " : "");
            if (reading.Values[i] is { } value)
            {
                Append(GoType.NameOf(value) + "=");
                Value(value, 'v');
            }
            else
            {
                Append("<nil>");
            }
        }

        Append(")");
    }
}
