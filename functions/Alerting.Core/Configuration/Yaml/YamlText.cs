using System.Buffers;

namespace Alerting.Core.Configuration.Yaml;

/// <summary>A file as a YAML document; what is none is reported.</summary>
internal static class YamlText
{
    private const char ByteOrderMark = '\uFEFF';

    private static readonly SearchValues<char> Control = SearchValues.Create(
        [.. Enumerable.Range(0, 0xA0).Select(code => (char)code)
            .Where(c => char.IsControl(c) && c is not ('\t' or '\n' or '\r' or '\u0085')), '\uFFFE', '\uFFFF']);

    /// <summary>The document; null when there is none, or when the text is no YAML (which is then reported).</summary>
    public static YamlNode? Read(ConfigurationText file, Findings findings, out bool isYaml)
    {
        var wrong = Read(file.Content, out var root);
        isYaml = wrong is null;
        if (wrong is { } found)
        {
            findings.Error(new(file.Name, found.Line, "", "not YAML: " + found.Problem));
        }

        return root;
    }

    /// <summary>Why a text is no YAML; null when it is.</summary>
    /// <param name="text">The text.</param>
    /// <param name="root">The document; null when there is none.</param>
    public static NotYaml? Read(string text, out YamlNode? root)
    {
        root = null;
        return ControlOf(text) ?? Compose(text, out root);
    }

    // The library takes what no YAML may hold, and what in Alertmanager's file is an error.
    private static NotYaml? ControlOf(string text)
    {
        var at = text.AsSpan().IndexOfAny(Control);
        return at < 0 ? null : new(1 + text.AsSpan(0, at).Count('\n'), "control characters are not allowed");
    }

    private static NotYaml? Compose(string text, out YamlNode? root) =>
        YamlComposer.Compose(text.StartsWith(ByteOrderMark) ? text[1..] : text, out root);
}

/// <summary>Why a text is no YAML.</summary>
/// <param name="Line">From 1.</param>
/// <param name="Problem">One line.</param>
internal sealed record NotYaml(int Line, string Problem);
