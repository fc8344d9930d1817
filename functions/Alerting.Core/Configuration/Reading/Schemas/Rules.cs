namespace Alerting.Core.Configuration.Reading.Schemas;

/// <summary>The rules that many mappings share, in Alertmanager's words.</summary>
internal static class Rules
{
    /// <summary>A key and its <c>_file</c> exclude each other.</summary>
    public static Rule NotBoth(string key) => NotBoth(key, key + "_file");

    /// <summary>Two keys exclude each other.</summary>
    public static Rule NotBoth(string key, string other) =>
        Refuse(key, section => section.IsSet(key) && section.IsSet(other),
            $"at most one of {key} & {other} must be configured");

    /// <summary>A key or its <c>_file</c> is needed.</summary>
    public static Rule OneOf(string key) =>
        Need([key, key + "_file"], $"one of {key} or {key}_file must be configured");

    /// <summary>At most one of several keys.</summary>
    public static Rule AtMostOne(string message, params string[] keys) =>
        Refuse(keys[0], section => keys.Count(section.IsSet) > 1, message);

    /// <summary>The key is needed.</summary>
    public static Rule Need(string key, string message) => Need([key], message);

    /// <summary>One of the keys is needed.</summary>
    public static Rule Need(string[] keys, string message) =>
        Refuse("", section => !section.IsAnySet(keys), message);

    /// <summary>The text of the key is one of these. What could not be read is not asked.</summary>
    public static Rule Among(string key, IReadOnlyList<string> words, Func<string, string> message) => section =>
    {
        if (!section.IsBroken(key) && !words.Contains(section.Text(key), StringComparer.Ordinal))
        {
            section.At(key).ErrorOnValue(message(section.Text(key)));
        }
    };

    /// <summary>What must not be.</summary>
    /// <param name="key">Where to report it; empty for the mapping.</param>
    /// <param name="wrong">Tells whether it is so.</param>
    /// <param name="message">What to report.</param>
    public static Rule Refuse(string key, Predicate<Section> wrong, string message) => section =>
    {
        if (wrong(section))
        {
            section.At(key).Error(message);
        }
    };
}
