using System.Text;

namespace Alerting.Core.Configuration.Writing;

/// <summary>Prints a tree as Go's yaml.v2 does: two spaces a level, texts broken after 80 columns.</summary>
internal sealed class GoYamlText
{
    private const int Step = 2;
    private const int Width = 80;
    private const int LongestKey = 128;

    private readonly StringBuilder text = new();
    private int column;

    // True while the line has only spaces, dashes and question marks, behind which a block may start at once.
    private bool isOpen = true;

    /// <summary>The document, ending with a new line.</summary>
    public static string Of(Marshalled root)
    {
        var writer = new GoYamlText();
        writer.Node(root, indent: -Step, inMapping: false);
        if (writer.column > 0)
        {
            writer.Break();
        }

        return writer.text.ToString();
    }

    // A list below a key stands in the column of the key.
    private void Node(Marshalled node, int indent, bool inMapping)
    {
        switch (node)
        {
            case Marshalled.Mapping { Entries: [_, ..] } mapping:
                Mapping(mapping, indent + Step);
                break;
            case Marshalled.Sequence { Items: [_, ..], IsFlow: false } sequence:
                Sequence(sequence, inMapping && !isOpen ? indent : indent + Step);
                break;
            case Marshalled.Sequence { Items: [_, ..] } flow:
                Flow(flow, indent + Step);
                break;
            case Marshalled.Mapping:
                Word("{}");
                break;
            case Marshalled.Sequence:
                Word("[]");
                break;
            case Marshalled.Bare bare:
                Word(bare.Value);
                break;
            default:
                Scalar(((Marshalled.Text)node).Value, indent + Step, inFlow: false, isKey: false);
                break;
        }
    }

    private void Mapping(Marshalled.Mapping mapping, int indent)
    {
        foreach (var (key, value) in mapping.Entries)
        {
            Line(indent);
            if (Encoding.UTF8.GetByteCount(key) <= LongestKey && !key.Contains('\n', StringComparison.Ordinal))
            {
                Scalar(key, indent + Step, inFlow: false, isKey: true);
                Put(":");
            }
            else
            {
                Indicator('?');
                Scalar(key, indent + Step, inFlow: false, isKey: false);
                Line(indent);
                Indicator(':');
            }

            Node(value, indent, inMapping: true);
        }
    }

    private void Sequence(Marshalled.Sequence sequence, int indent)
    {
        foreach (var item in sequence.Items)
        {
            Line(indent);
            Indicator('-');
            Node(item, indent, inMapping: false);
        }
    }

    private void Flow(Marshalled.Sequence sequence, int indent)
    {
        Word("[");
        var isFirst = true;
        foreach (var item in sequence.Items)
        {
            if (!isFirst)
            {
                Put(",");
            }

            if (column > Width)
            {
                Line(indent);
            }
            else if (!isFirst)
            {
                Put(" ");
            }

            isFirst = false;
            FlowItem(item, indent);
        }

        Put("]");
    }

    private void FlowItem(Marshalled item, int indent)
    {
        if (item is Marshalled.Text { Value: var value })
        {
            Scalar(value, indent + Step, inFlow: true, isKey: false);
        }
        else
        {
            Put(((Marshalled.Bare)item).Value);
        }
    }

    private void Scalar(string value, int indent, bool inFlow, bool isKey)
    {
        if (column > 0 && text[^1] is not (' ' or '['))
        {
            Put(" ");
        }

        switch (GoYamlScalar.StyleOf(value, inFlow))
        {
            case ScalarStyle.Plain:
                Words(value, indent, mayBreak: !isKey);
                break;
            case ScalarStyle.Single:
                Put("'");
                Words(value.Replace("'", "''", StringComparison.Ordinal), indent, mayBreak: !isKey);
                Put("'");
                break;
            case ScalarStyle.Double:
                Put("\"");
                Escaped(value, indent, mayBreak: !isKey);
                Put("\"");
                break;
            default:
                Literal(value, indent);
                break;
        }
    }

    // One space behind the last column turns into a new line, which is read as one space.
    private void Words(string value, int indent, bool mayBreak)
    {
        for (var at = 0; at < value.Length; at++)
        {
            var isSingle = value[at] == ' ' && at > 0 && at < value.Length - 1
                && value[at - 1] != ' ' && value[at + 1] != ' ';
            if (mayBreak && isSingle && column > Width)
            {
                Line(indent);
            }
            else
            {
                Put(value[at]);
            }
        }
    }

    private void Escaped(string value, int indent, bool mayBreak)
    {
        var wasSpace = false;
        var at = 0;
        foreach (var rune in value.EnumerateRunes())
        {
            var isSpace = rune.Value == ' ';
            if (isSpace && mayBreak && !wasSpace && column > Width && at > 0 && at < value.Length - 1)
            {
                Line(indent);
                Put(value[at + 1] == ' ' ? "\\" : "");
            }
            else
            {
                Put(GoYamlScalar.Escape(rune) ?? rune.ToString());
            }

            wasSpace = isSpace;
            at += rune.Utf16SequenceLength;
        }
    }

    private void Literal(string value, int indent)
    {
        Put("|");
        Put(value[0] is ' ' or '\n' ? "2" : "");
        Put(value[^1] != '\n' ? "-" : value.Length == 1 || value[^2] == '\n' ? "+" : "");
        foreach (var line in value.Split('\n'))
        {
            Break();
            if (line.Length > 0)
            {
                Line(indent);
                Put(line);
            }
        }
    }

    private void Word(string word)
    {
        Put(text.Length > 0 && text[^1] != ' ' && column > 0 ? " " : "");
        Put(word);
    }

    private void Indicator(char indicator)
    {
        if (column > 0 && text[^1] != ' ')
        {
            text.Append(' ');
            column++;
        }

        text.Append(indicator);
        column++;
    }

    // The start of a line in that column; the line that is there, where nothing is behind the column yet.
    private void Line(int indent)
    {
        if (!isOpen || column > indent)
        {
            Break();
        }

        text.Append(' ', indent - column);
        column = indent;
    }

    private void Break()
    {
        text.Append('\n');
        (column, isOpen) = (0, true);
    }

    private void Put(string part)
    {
        text.Append(part);
        column += part.EnumerateRunes().Count();
        isOpen &= part.Length == 0;
    }

    private void Put(char c)
    {
        text.Append(c);
        column += char.IsLowSurrogate(c) ? 0 : 1;
        isOpen = false;
    }
}
