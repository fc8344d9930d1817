using System.Text;
using Alerting.Core.Alerts;
using Alerting.Core.Templates.Data;
using Alerting.Core.Templates.Values;

namespace Alerting.Core.Templates.Formatting;

/// <content>Lists, maps and structures.</content>
internal sealed partial class Printer
{
    private void Place(Slot slot, Rune verb, int depth)
    {
        if (slot.Value is { } value)
        {
            Value(value, verb, depth + 1);
        }
        else
        {
            Append(flags.IsSyntax ? "interface {}(nil)" : "<nil>");
        }
    }

    private void Structure(object value, Rune verb, int depth)
    {
        switch (value)
        {
            case Sequence sequence:
                List(sequence, verb, depth);
                break;
            case LabelSet labels:
                Entries(value, labels.Select(label => (label.Name, (object?)label.Value)), verb, depth);
                break;
            case Map map:
                Entries(value, map.Entries.Select(e => (e.Key, (object?)new Slot(e.Value))), verb, depth);
                break;
            default:
                Append(value is TemplateData ? "&" : "");
                Fields(value, verb, depth);
                break;
        }
    }

    private void List(Sequence sequence, Rune verb, int depth)
    {
        Append(flags.IsSyntax ? GoType.NameOf(sequence) + "{" : "[");
        for (var i = 0; i < sequence.Count; i++)
        {
            Append(i == 0 ? "" : flags.IsSyntax ? ", " : " ");
            Value(sequence is Sequence.Anything ? new Slot(sequence[i]) : sequence[i], verb, depth + 1);
        }

        Append(flags.IsSyntax ? "}" : "]");
    }

    private void Entries(object map, IEnumerable<(string Key, object? Value)> entries, Rune verb, int depth)
    {
        Append(flags.IsSyntax ? GoType.NameOf(map) + "{" : "map[");
        var isFirst = true;
        foreach (var (key, value) in entries)
        {
            Append(isFirst ? "" : flags.IsSyntax ? ", " : " ");
            Value(key, verb, depth + 1);
            Append(":");
            Value(value, verb, depth + 1);
            isFirst = false;
        }

        Append(flags.IsSyntax ? "}" : "]");
    }

    private void Fields(object value, Rune verb, int depth)
    {
        Append(flags.IsSyntax ? GoType.NameOf(value).TrimStart('*') + "{" : "{");
        var isFirst = true;
        foreach (var (name, field) in StructFields.Of(value))
        {
            Append(isFirst ? "" : flags.IsSyntax ? ", " : " ");
            Append(flags.IsSyntax || flags.HasNames ? name + ":" : "");
            Value(field, verb, depth + 1);
            isFirst = false;
        }

        Append("}");
    }
}
