namespace Alerting.Core.Configuration.Reading.Receivers;

/// <summary>What types take from <c>global</c>.</summary>
internal static class Inherited
{
    /// <summary>A URL that <c>global</c> has a default for, unless that was taken away.</summary>
    public static Inheritance Url(string key, string globalKey, string message) => (own, global) =>
    {
        if (!own.IsSet(key) && global.Section is { } section && section.IsNull(globalKey))
        {
            own.Place.Error(message);
        }
    };

    /// <summary>What one of the two must have: the key, where <c>global</c> calls it
    /// <paramref name="globalKey"/>.</summary>
    public static Inheritance Needed(string key, string globalKey, string message) => (own, global) =>
    {
        if (!own.IsSet(key) && global.Section?.IsSet(globalKey) != true)
        {
            own.Place.Error(message);
        }
    };

    /// <summary>The same of a key or its <c>_file</c>.</summary>
    public static Inheritance NeededSecret(string key, string globalKey, string message) => (own, global) =>
    {
        if (!own.IsAnySet(key, key + "_file") && global.Section?.IsAnySet(globalKey, globalKey + "_file") != true)
        {
            own.Place.Error(message);
        }
    };
}
