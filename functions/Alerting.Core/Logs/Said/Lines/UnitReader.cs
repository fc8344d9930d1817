using Alerting.Core.Jobs.Events;
using Alerting.Core.Logs.Said.Stacks;

namespace Alerting.Core.Logs.Said.Lines;

/// <summary>
/// Reads the lines of one writer into units, in one walk. A stack trace begins with a line that only begins one, or
/// with a line that names an exception where a frame follows within a few lines; an error right above it is its
/// headline.
/// </summary>
/// <param name="source">Of the units.</param>
/// <param name="origin">Of the units.</param>
/// <param name="units">Where they are put.</param>
internal sealed class UnitReader(string source, string origin, List<LogUnit> units)
{
    private readonly List<Line> held = [];
    private StackBlock? block;
    private Line? above;

    /// <summary>The next line.</summary>
    public void Add(LineRead read)
    {
        var text = read.Text;
        var own = LineLevel.At(text).Level;
        var signs = read.IsOwn || read.Level is Level.Warning or Level.Error ? null : LineSigns.Of(text);
        var line = new Line(
            read.Number, read.At, text, own ?? Worse(read.Level, signs), own is not null && text[0] != ' ');
        if (block is not null && Take(line))
        {
            return;
        }

        block = StackBlock.Begin(text);
        if (block is not null)
        {
            held.Add(line);
            return;
        }

        Alone();
        above = line;
    }

    /// <summary>No more comes.</summary>
    public void End()
    {
        Close();
        Alone();
    }

    // False: the line is not of the block, which is closed then.
    private bool Take(Line line)
    {
        if (!line.IsNew && block!.Take(line.Text))
        {
            held.Add(line);
            return true;
        }

        Close();
        return false;
    }

    private void Close()
    {
        if (block is null)
        {
            return;
        }

        var kept = block.Kept;
        var lines = held.ToArray();
        var found = kept > 0 ? StackReading.Of(block.Kind, block.Lines.Take(kept), above?.Text) : null;
        held.Clear();
        block = null;
        if (kept > 0)
        {
            Put(lines.AsSpan(0, kept), found);
        }

        foreach (var line in lines.AsSpan(kept))
        {
            Alone();
            above = line;
        }
    }

    private void Put(ReadOnlySpan<Line> lines, StackFound? found)
    {
        var headline = above is { Level: >= Level.Error, Text.Length: > 0 } ? above : null;
        if (headline is null)
        {
            Alone();
        }

        above = null;
        var texts = new List<string>(lines.Length + 1);
        if (headline is { } head)
        {
            texts.Add(head.Text);
        }

        foreach (var line in lines)
        {
            texts.Add(line.Text);
        }

        units.Add(new(headline?.At ?? lines[0].At, [.. texts], Worse(Level.Error, lines[0].Level))
        {
            Source = source,
            Number = headline?.Number ?? lines[0].Number,
            Origin = origin,
            Stack = found,
        });
    }

    private void Alone()
    {
        if (above is { } line && line.Text.Length > 0)
        {
            units.Add(new(line.At, [line.Text], line.Level)
            {
                Source = source,
                Number = line.Number,
                Origin = origin,
            });
        }

        above = null;
    }

    private static Level? Worse(Level? one, Level? other) => one is null || other > one ? other : one;

    private readonly record struct Line(int Number, DateTimeOffset? At, string Text, Level? Level, bool IsNew);
}
