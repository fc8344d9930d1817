using System.Globalization;
using System.Text.RegularExpressions;

namespace Alerting.Adapters.Tests.Telemetry;

/// <summary>
/// The text format 0.0.4 and nothing more: throws on a line out of place, a double series, a sample without a type, a
/// histogram whose buckets fall or whose count is not its last bucket.
/// </summary>
internal static partial class StrictPrometheusParser
{
    public static Dictionary<string, double> Parse(string text)
    {
        var samples = new Dictionary<string, double>(StringComparer.Ordinal);
        var types = new Dictionary<string, string>(StringComparer.Ordinal);
        if (text.Length > 0 && !text.EndsWith('\n'))
        {
            throw new FormatException("no line feed at the end");
        }

        foreach (var line in text.Split('\n')[..^1])
        {
            if (TypeLine().Match(line) is { Success: true } type)
            {
                types.Add(type.Groups[1].Value, type.Groups[2].Value);
            }
            else if (!HelpLine().IsMatch(line))
            {
                Sample(line, types, samples);
            }
        }

        CheckBuckets(samples);
        return samples;
    }

    private static void Sample(string line, Dictionary<string, string> types, Dictionary<string, double> samples)
    {
        var match = SampleLine().Match(line);
        if (!match.Success)
        {
            throw new FormatException("not a line of the format: " + line);
        }

        var name = match.Groups[1].Value;
        var family = PartOfHistogram().Replace(name, "");
        if (!types.ContainsKey(name) && types.GetValueOrDefault(family) != "histogram")
        {
            throw new FormatException("no type before: " + line);
        }

        samples.Add(name + match.Groups[2].Value, Number(match.Groups[3].Value));
    }

    private static void CheckBuckets(Dictionary<string, double> samples)
    {
        foreach (var (series, count) in samples.Where(sample => sample.Key.Contains("_count", StringComparison.Ordinal)))
        {
            var last = series.Contains('{', StringComparison.Ordinal)
                ? series.Replace("_count{", "_bucket{", StringComparison.Ordinal)[..^1] + ",le=\"+Inf\"}"
                : series.Replace("_count", "_bucket", StringComparison.Ordinal) + "{le=\"+Inf\"}";
            if (samples.TryGetValue(last, out var all) && all != count)
            {
                throw new FormatException("the count is not the last bucket: " + series);
            }
        }
    }

    private static double Number(string text) => text switch
    {
        "+Inf" => double.PositiveInfinity,
        "-Inf" => double.NegativeInfinity,
        _ => double.Parse(text, CultureInfo.InvariantCulture),
    };

    [GeneratedRegex(@"^# TYPE ([a-zA-Z_:][a-zA-Z0-9_:]*) (counter|gauge|histogram)$")]
    private static partial Regex TypeLine();

    [GeneratedRegex(@"^# HELP [a-zA-Z_:][a-zA-Z0-9_:]* (?:[^\\]|\\\\|\\n)*$")]
    private static partial Regex HelpLine();

    [GeneratedRegex(
        @"^([a-zA-Z_:][a-zA-Z0-9_:]*)"
        + @"(\{[a-zA-Z_][a-zA-Z0-9_]*=""(?:[^""\\]|\\[\\""n])*""(?:,[a-zA-Z_][a-zA-Z0-9_]*=""(?:[^""\\]|\\[\\""n])*"")*\})?"
        + @" ([-+]?[0-9.]+(?:E[-+]?[0-9]+)?|[-+]Inf|NaN)$")]
    private static partial Regex SampleLine();

    [GeneratedRegex("_(bucket|sum|count)$")]
    private static partial Regex PartOfHistogram();
}
