using System.Text;
using Alerting.Core.Templates.Data;
using Alerting.Core.Templates.Values;

namespace Alerting.Core.Templates.Formatting;

/// <summary>
/// Prints values as Go's package fmt does, to no more than a number of characters. For one call and one thread.
/// </summary>
internal sealed partial class Printer
{
    private readonly StringBuilder target;
    private readonly int limit;
    private FormatFlags flags;

    // Inside of %!d(...) values do not print themselves.
    private bool isComplaining;

    /// <param name="target">What it appends to.</param>
    /// <param name="limit">Characters that the target may come to have.</param>
    public Printer(StringBuilder target, int limit)
    {
        this.target = target;
        this.limit = limit;
    }

    /// <summary>Go's <c>Sprint</c>: with spaces between operands of which neither is a string.</summary>
    public static string Print(IReadOnlyList<object?> values, int limit) => Print(values, limit, false);

    /// <summary>The same of values as actions show them.</summary>
    public static string Shown(IReadOnlyList<object?> values, int limit) => Print(values, limit, true);

    private static string Print(IReadOnlyList<object?> values, int limit, bool areShown)
    {
        var text = new StringBuilder();
        var printer = new Printer(text, limit);
        var wasText = false;
        for (var i = 0; i < values.Count; i++)
        {
            var isText = values[i] is string or SafeText || (areShown && values[i] is null);
            printer.Append(i > 0 && !isText && !wasText ? " " : "");
            if (areShown)
            {
                printer.Output(values[i]);
            }
            else
            {
                printer.Value(values[i], 'v');
            }

            wasText = isText;
        }

        return text.ToString();
    }

    /// <summary>Go's <c>Sprintln</c>.</summary>
    public static string PrintLine(IReadOnlyList<object?> values, int limit)
    {
        var text = new StringBuilder();
        var printer = new Printer(text, limit);
        for (var i = 0; i < values.Count; i++)
        {
            printer.Append(i > 0 ? " " : "");
            printer.Value(values[i], 'v');
        }

        printer.Append("\n");
        return text.ToString();
    }

    /// <summary>The value of an action, which may be none; the data, which we have by a pointer, without it.</summary>
    public void Output(object? value)
    {
        if (value is null)
        {
            Append("<no value>");
        }
        else if (value is TemplateData)
        {
            Fields(value, new('v'), 0);
        }
        else
        {
            Value(value, 'v');
        }
    }

    private void Append(ReadOnlySpan<char> text)
    {
        Reserve(text.Length);
        target.Append(text);
    }

    private void Append(string text) => Append(text.AsSpan());

    private void Fill(int count, char with)
    {
        if (count > 0)
        {
            Reserve(count);
            target.Append(with, count);
        }
    }

    private void Reserve(int length)
    {
        if (length > limit - target.Length)
        {
            throw new TemplateException($"more than {limit} characters");
        }
    }

    // To the width; the zeros of a number are its own concern.
    private void Pad(string text, bool withZeros)
    {
        var missing = flags.Width is { } width ? width - RawBytes.Runes(text) : 0;
        if (!flags.Minus)
        {
            Fill(missing, withZeros ? '0' : ' ');
        }

        Append(text);
        if (flags.Minus)
        {
            Fill(missing, ' ');
        }
    }

    private void Pad(string text) => Pad(text, flags.Zero);

    // A verb that the value has not: %!d(string=x).
    private void Complain(Rune verb, object? value)
    {
        isComplaining = true;
        Append("%!" + verb + "(");
        if (Slot.Open(value) is { } known)
        {
            Append(GoType.NameOf(known) + "=");
            Value(known, 'v');
        }
        else
        {
            Append("<nil>");
        }

        Append(")");
        isComplaining = false;
    }
}
