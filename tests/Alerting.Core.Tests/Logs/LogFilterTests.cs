using System.Text.RegularExpressions;
using Alerting.Core.Alerts;
using Alerting.Core.Logs;
using Alerting.Core.Logs.Languages;
using Alerting.Testing;
using Xunit;

namespace Alerting.Core.Tests.Logs;

/// <summary>Filters in vendors' words: where values may stand, and that they stay values there.</summary>
public sealed class LogFilterTests
{
    private const string Within = "a {{label}} stands for a text with its quotes: it cannot stand within quotes";
    private const string Backslash = "a {{label}} cannot stand after a backslash, which takes the meaning from its quotes";
    private const string Name = "expected the name of a label between {{ and }}";

    private static readonly DateTimeOffset Noon = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);

    public static TheoryData<string> Languages => ["kql", "lucene", "google", "logql"];

    [Theory]
    [InlineData("kql", "a == 'it\\'s' and b == {{b}}", null)]
    [InlineData("kql", "a == '{{b}}'", Within)]
    [InlineData("kql", "a == \"x {{b}}\"", Within)]
    [InlineData("kql", "a == \"'\" and b == ' {{b}}", Within)]
    [InlineData("kql", "a == '\\\\' and b == {{b}}", null)]
    [InlineData("kql", "a == @'c:\\' and b == {{b}}", "a filter with a {{label}} cannot have @' outside of quotes")]
    [InlineData("kql", "a == {{b}} // it's", "a filter with a {{label}} cannot have // outside of quotes")]
    [InlineData("kql", "a == {{b}} and c == 'open", Within)]
    [InlineData("kql", "a == {{b", Name)]
    [InlineData("kql", "a == {{b c}}", Name)]
    [InlineData("kql", "a == {{}}", Name)]
    [InlineData("kql", "a == @{{b}}", "a filter with a {{label}} cannot have @' outside of quotes")]
    [InlineData("kql", "a == {{b}} and c == @{{d}}", "a filter with a {{label}} cannot have @' outside of quotes")]
    [InlineData("kql", "a has 'x' // anything goes without a label", null)]
    [InlineData("lucene", "a:{{b}} AND c:\\\"", null)]
    [InlineData("lucene", "a:\\{{b}}", Backslash)]
    [InlineData("lucene", "a:\\\\{{b}}", null)]
    [InlineData("lucene", "a:{{b}} AND c:\\\\\\{{d}}", Backslash)]
    [InlineData("lucene", "a:{{b}}\\", null)]
    [InlineData("lucene", "a:\"{{b}}\"", Within)]
    [InlineData("lucene", "a:/x{{b}}/", "a filter with a {{label}} cannot have / outside of quotes")]
    [InlineData("google", "a={{b}} AND c='d'", null)]
    [InlineData("google", "a={{b}} -- x", "a filter with a {{label}} cannot have -- outside of quotes")]
    [InlineData("logql", "|= {{b}} | json", null)]
    [InlineData("logql", "|= `{{b}}`", "a filter with a {{label}} cannot have ` outside of quotes")]
    public void A_label_stands_where_a_text_may_stand(string language, string text, string? problem) =>
        Assert.Equal(problem, LogFilter.Parse(text, Of(language), out _));

    [Theory]
    [InlineData("kql", "a == 'b' // why")]
    [InlineData("google", "a=b -- why")]
    public void What_ends_in_a_comment_takes_nothing_of_the_query_with_it(string language, string text)
    {
        Assert.Null(LogFilter.Parse(text, Of(language), out var filter));
        LogSourceSettings source = language == "kql"
            ? new LogSourceSettings.AzureMonitor { Name = "a", WorkspaceId = "w" }
            : new LogSourceSettings.CloudLogging { Name = "c", Project = "p" };
        var query = new LogQuery(source, [new("f", "v", false)], Noon.AddHours(-1), Noon) { Filter = filter!.Fill("") };

        var lines = (language == "kql" ? KqlText.Of(query, 7, 500) : GoogleText.Of(query)).Split('\n');

        Assert.StartsWith(")", lines[Array.FindIndex(lines, line => line.EndsWith(" why", StringComparison.Ordinal)) + 1], StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Languages))]
    public void No_value_gets_out_of_its_place(string language)
    {
        string[] bits = ["'", "\"", "\\", "`", " OR ", "*", "//", "--", "#", "{{a}}", ")", "|", "x", "日本"];
        Assert.Null(LogFilter.Parse("before {{a}} after", Of(language), out var filter));
        var seed = Seeds.Or(8);
        var random = new Random(seed);
        var quote = language == "kql" ? '\'' : '"';
        for (var n = 0; n < 2_000; n++)
        {
            var value = string.Concat(Enumerable.Range(0, random.Next(1, 8)).Select(_ => bits[random.Next(bits.Length)]));

            Assert.True(filter!.TryFill(LabelSet.From([new("a", value)]), LabelSet.Empty, out var filled));

            var place = Regex.Match(
                filled!, $@"\Abefore {quote}(?<text>(?:[^{quote}\\]|\\.)*){quote} after\z", RegexOptions.Singleline);
            Assert.True(place.Success, $"seed {seed}: {filled}");
            Assert.Equal(value, Regex.Replace(place.Groups["text"].Value, @"\\(.)", "$1"));
        }
    }

    private static FilterLanguage Of(string language) => language switch
    {
        "kql" => FilterLanguage.Kql,
        "lucene" => FilterLanguage.Lucene,
        "google" => FilterLanguage.Google,
        _ => FilterLanguage.LogQl,
    };
}
