namespace Alerting.Adapters.Channels;

/// <summary>Words for <see cref="Alerting.Core.Ports.Receipt.Delivered.Flaw"/>.</summary>
internal static class Flaws
{
    /// <summary>That a template failed with this error; null for none.</summary>
    public static string? OfTemplate(string? error) => error is null ? null : "a template failed: " + error;

    /// <summary>Those there are, in one line; null when all of them are null or empty.</summary>
    public static string? Of(params IEnumerable<string?> parts)
    {
        var line = string.Join("; ", parts.Where(part => !string.IsNullOrEmpty(part)));
        return line.Length > 0 ? line : null;
    }
}
