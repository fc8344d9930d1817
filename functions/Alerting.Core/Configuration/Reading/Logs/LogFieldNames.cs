using Alerting.Core.Configuration.Reading.Schemas;
using Alerting.Core.Logs;

namespace Alerting.Core.Configuration.Reading.Logs;

/// <summary>Names of fields and columns: they stand in queries as they are.</summary>
internal static class LogFieldNames
{
    private const int Longest = 200;

    /// <summary>The keys of <see cref="LogColumns"/>.</summary>
    public static IEnumerable<Key> ColumnKeys { get; } =
        [.. Key.Of(Kind.Text, "time_field", "message_field", "level_field", "origin_field")];

    /// <summary>Whether a text is one.</summary>
    /// <param name="name">The text.</param>
    /// <param name="characters">What it may have besides letters, digits and underscores.</param>
    public static bool Is(string name, string characters) =>
        name.Length is > 0 and <= Longest && !char.IsAsciiDigit(name[0])
        && name.All(c =>
            char.IsAsciiLetterOrDigit(c) || c == '_' || characters.Contains(c, StringComparison.Ordinal))
        && name.Count(c => c == '"') % 2 == 0;

    /// <summary>What one is, for messages.</summary>
    public static string Expected(string characters) => characters.Length == 0
        ? "1 to 200 letters, digits and underscores"
        : $"1 to 200 letters, digits, underscores and {string.Join(' ', characters.ToCharArray())}";

    /// <summary>A rule: the text of the key is one, where it is said.</summary>
    public static Rule Rule(string key, string characters) =>
        LogRules.Is(key, text => Is(text, characters), Expected(characters));

    /// <summary>The rules of <see cref="ColumnKeys"/>.</summary>
    public static IEnumerable<Rule> ColumnRules(string characters) =>
        ColumnKeys.Select(key => Rule(key.Name, characters));

    /// <summary>The columns; those of <paramref name="usual"/> where nothing is said.</summary>
    public static LogColumns Columns(Section own, LogColumns usual) => new(
        Needed(own, "time_field", usual.Time), Needed(own, "message_field", usual.Message),
        own.TextOrDefault("level_field") ?? usual.Level, own.TextOrDefault("origin_field") ?? usual.Origin);

    private static string Needed(Section own, string key, string usual) =>
        own.Text(key) is { Length: > 0 } text ? text : usual;
}
