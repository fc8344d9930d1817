using System.Text;

namespace Alerting.Core.Redaction.Scanning;

/// <summary>A text while parts of it are masked; nothing is allocated before the first.</summary>
/// <param name="text">The text.</param>
/// <param name="keepsLines">Whether it has as many lines after it as before.</param>
internal ref struct Masked(string text, bool keepsLines = false)
{
    private StringBuilder? made;
    private int copied;

    /// <summary>How many parts were.</summary>
    public int Count { get; private set; }

    /// <summary>Masks a part; parts come in their order.</summary>
    public void Add(Cut cut)
    {
        made ??= new(text.Length);
        made.Append(text, copied, cut.Start - copied).Append(cut.Quote).Append(Redactor.Mark).Append(cut.Quote);
        if (keepsLines)
        {
            made.Append('\n', text.AsSpan(cut.Start, cut.End - cut.Start).Count('\n'));
        }

        copied = cut.End;
        Count++;
    }

    /// <summary>The text; the same instance where nothing was masked.</summary>
    public readonly string Text =>
        made is null ? text : made.ToString() + text[copied..];
}
