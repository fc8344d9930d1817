using System.Runtime.CompilerServices;
using System.Text;
using Alerting.Core.Alerts;
using Alerting.Core.Templates.Data;
using Alerting.Core.Templates.Times;
using Alerting.Core.Templates.Values;

namespace Alerting.Core.Templates.Formatting;

/// <content>Values of all types.</content>
internal sealed partial class Printer
{
    // What stands for the place in memory of something, which is nobody's business.
    private const ulong Address = 0xc000000000;

    private const int DeepestValue = 200;

    private void Value(object? value, char verb) => Value(value, new Rune(verb), 0);

    private void Value(object? value, Rune verb, int depth)
    {
        if (depth > DeepestValue || (depth > 0 && !RuntimeHelpers.TryEnsureSufficientExecutionStack()))
        {
            throw new TemplateException($"values within values more than {DeepestValue} deep");
        }

        switch (verb.Value)
        {
            case 'T' when depth == 0:
                Pad(value is null ? "<nil>" : Truncated(GoType.NameOf(value)));
                return;
            case 'p' when depth == 0 && value is not null:
                Pointer(value, verb);
                return;
        }

        switch (value)
        {
            case null:
                Nothing(verb);
                break;
            case string text:
                Text(text, verb, value);
                break;
            case long whole:
                Whole(unchecked((ulong)whole), true, verb, value);
                break;
            default:
                Typed(value, verb, depth);
                break;
        }
    }

    private void Typed(object value, Rune verb, int depth)
    {
        if (!isComplaining && PrintsItself(value, verb))
        {
            return;
        }

        // Go keeps this verb for errors, and refuses all else but the simplest types at once.
        if (verb.Value == 'w' && !isComplaining && value is not (bool or double or Integer))
        {
            Complain(verb, value);
            return;
        }

        switch (value)
        {
            case bool truth:
                Truth(truth, verb);
                break;
            case double number:
                Float(number, verb);
                break;
            case Integer integer:
                Whole(unchecked((ulong)integer.Value), !integer.IsUnsigned, verb, value);
                break;
            case Duration duration:
                Whole(unchecked((ulong)duration.Nanoseconds), true, verb, value);
                break;
            case SafeText safe:
                Text(safe.Text, verb, value);
                break;
            case Slot slot:
                Place(slot, verb, depth);
                break;
            case Zone or StructFields.ZonePointer:
                Pointer(value, verb);
                break;
            case TemplateData when depth > 0:
                Pointer(value, verb);
                break;
            default:
                Structure(value, verb, depth);
                break;
        }
    }

    private void Nothing(Rune verb)
    {
        if (verb.Value == 'v')
        {
            Pad("<nil>");
        }
        else
        {
            Complain(verb, null);
        }
    }

    // Types with a method String, and times with GoString.
    private bool PrintsItself(object value, Rune verb)
    {
        if (flags.IsSyntax)
        {
            return value is Time time && Say(GoSyntax.Of(time), new('s'));
        }

        return verb.Value is 'v' or 's' or 'x' or 'X' or 'q' && TextOf(value) is { } text && Say(text, verb);
    }

    private bool Say(string text, Rune verb)
    {
        Text(text, verb, text);
        return true;
    }

    /// <summary>What a value's own method <c>String</c> says; null where its type has none.</summary>
    public static string? TextOf(object value) => value switch
    {
        Duration duration => duration.ToString(),
        Time time => time.ToString(),
        Integer integer => integer.Name,
        Zone zone => zone.Name,
        LabelSet labels => LabelText.Of(LabelText.Sorted(labels)),
        Sequence.Pairs pairs => LabelText.Of(pairs.Items),
        _ => null,
    };

    private void Pointer(object value, Rune verb)
    {
        if (value is not (Zone or StructFields.ZonePointer or TemplateData or Sequence or LabelSet or Map))
        {
            Complain(verb, value);
            return;
        }

        var address = value is StructFields.ZonePointer { IsNil: true } ? 0 : Address;
        switch (verb.Value)
        {
            case 'v' when flags.IsSyntax:
                Append($"({GoType.NameOf(value)})({(address == 0 ? "nil" : $"0x{address:x}")})");
                break;
            case 'v' when address == 0:
                Pad("<nil>");
                break;
            case 'v' or 'p':
                Hexadecimal(address, !flags.Sharp);
                break;
            case 'b' or 'o' or 'd' or 'x' or 'X':
                Whole(address, false, verb, value);
                break;
            default:
                Complain(verb, value);
                break;
        }
    }

    private void Truth(bool truth, Rune verb)
    {
        if (verb.Value is 't' or 'v')
        {
            Pad(truth ? "true" : "false");
        }
        else
        {
            Complain(verb, truth);
        }
    }
}
