using System.Text.Json;
using Alerting.Core.Templates;
using Xunit;

namespace Alerting.Core.Tests.Templates.Go;

/// <summary>
/// What Go made of templates for the same notification: a template, its output, its error. Recorded with Go 1.19's
/// text/template, fmt, time and regexp and with Alertmanager's functions and types; the titles with amtool.
/// </summary>
public sealed class GoAnswersTests
{
    [Theory]
    [InlineData("language", 650)]
    [InlineData("random", 500)]
    [InlineData("printf", 450)]
    [InlineData("times", 300)]
    [InlineData("patterns", 300)]
    [InlineData("title", 120)]
    public void Every_template_is_rendered_or_refused_in_the_words_of_Go(string name, int atLeast)
    {
        var answers = Read(name);

        Assert.True(answers.Count >= atLeast);
        Assert.Empty(answers.Select(Difference).OfType<string>().Take(5));
    }

    private static string? Difference((string Template, string Output, string Problem) go)
    {
        var ours = Try(go.Template);
        return ours == (go.Output, go.Problem) ? null : $"{go.Template}\n  Go: {go}\n  we: {ours}";
    }

    private static (string Output, string Problem) Try(string template)
    {
        try
        {
            return (Rendered.Text(template), "");
        }
        catch (TemplateException problem)
        {
            return ("", problem.Message);
        }
    }

    private static List<(string Template, string Output, string Problem)> Read(string name)
    {
        using var stream = typeof(GoAnswersTests).Assembly.GetManifestResourceStream("go/" + name)!;
        using var reader = new StreamReader(stream);
        var answers = new List<(string, string, string)>();
        while (reader.ReadLine() is { } line)
        {
            using var row = JsonDocument.Parse(line);
            answers.Add((
                row.RootElement[0].GetString()!, row.RootElement[1].GetString()!, row.RootElement[2].GetString()!));
        }

        return answers;
    }
}
