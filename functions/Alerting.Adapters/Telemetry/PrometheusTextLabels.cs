using System.Globalization;
using System.Text;

namespace Alerting.Adapters.Telemetry;

/// <summary>Tags as the text between the braces of a series, in the order of their names.</summary>
internal static class PrometheusTextLabels
{
    public static string Of(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (tags.IsEmpty)
        {
            return "";
        }

        var labels = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (key, value) in tags)
        {
            var name = Name(key);
            var text = Text(value);

            // Different names that become one: both values are kept, as the specification says.
            labels[name] = labels.TryGetValue(name, out var other) ? other + ";" + text : text;
        }

        var written = new StringBuilder();
        foreach (var (name, value) in labels)
        {
            written.Append(written.Length == 0 ? "" : ",").Append(name).Append("=\"").Append(Escape(value)).Append('"');
        }

        return written.ToString();
    }

    public static string EscapeHelp(string text) => text
        .Replace("\\", "\\\\", StringComparison.Ordinal)
        .Replace("\r", "", StringComparison.Ordinal)
        .Replace("\n", "\\n", StringComparison.Ordinal);

    private static string Escape(string text) => text
        .Replace("\\", "\\\\", StringComparison.Ordinal)
        .Replace("\"", "\\\"", StringComparison.Ordinal)
        .Replace("\n", "\\n", StringComparison.Ordinal);

    // le is the histogram's own.
    private static string Name(string key) =>
        PrometheusTextName.Clean(key) is var name && name == "le" ? "exported_le" : name;

    private static string Text(object? value) => value switch
    {
        null => "",
        bool truth => truth ? "true" : "false",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };
}
