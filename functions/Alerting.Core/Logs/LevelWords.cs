using Alerting.Core.Jobs.Events;

namespace Alerting.Core.Logs;

/// <summary>Levels of log records as programs and vendors write them, in whatever case.</summary>
public static class LevelWords
{
    private static readonly Dictionary<string, Level> Whole = new(StringComparer.OrdinalIgnoreCase)
    {
        ["emerg"] = Level.Critical,
        ["emergency"] = Level.Critical,
        ["alert"] = Level.Critical,
        ["fatal"] = Level.Critical,
        ["critical"] = Level.Critical,
        ["crit"] = Level.Critical,
        ["panic"] = Level.Critical,
        ["error"] = Level.Error,
        ["err"] = Level.Error,
        ["eror"] = Level.Error,
        ["fail"] = Level.Error,
        ["severe"] = Level.Error,
        ["warning"] = Level.Warning,
        ["warn"] = Level.Warning,
        ["notice"] = Level.Info,
        ["info"] = Level.Info,
        ["information"] = Level.Info,
        ["debug"] = Level.Debug,
        ["dbug"] = Level.Debug,
        ["trace"] = Level.Debug,
        ["trce"] = Level.Debug,
        ["verbose"] = Level.Debug,
    };

    // Words of a field that says nothing else; in a line each may mean something else.
    private static readonly Dictionary<string, Level> OfFields = new(Whole, StringComparer.OrdinalIgnoreCase)
    {
        ["f"] = Level.Critical,
        ["e"] = Level.Error,
        ["w"] = Level.Warning,
        ["i"] = Level.Info,
        ["informational"] = Level.Info,
        ["default"] = Level.Info,
        ["d"] = Level.Debug,
        ["dbg"] = Level.Debug,
    };

    private static readonly Dictionary<string, Level>.AlternateLookup<ReadOnlySpan<char>> InLines =
        Whole.GetAlternateLookup<ReadOnlySpan<char>>();

    private static readonly Dictionary<string, Level>.AlternateLookup<ReadOnlySpan<char>> InFields =
        OfFields.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>What the value of a field means; null where it is no level.</summary>
    public static Level? Of(ReadOnlySpan<char> value) =>
        InFields.TryGetValue(value.Trim(), out var level) ? level : null;

    /// <summary>What a word of a line means; null where it is no level.</summary>
    internal static Level? OfWhole(ReadOnlySpan<char> word) =>
        InLines.TryGetValue(word, out var level) ? level : null;
}
