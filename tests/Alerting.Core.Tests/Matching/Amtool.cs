using System.Diagnostics;
using System.Globalization;
using System.Text;
using Alerting.Core.Alerts;
using Alerting.Core.Matching;
using Xunit;

namespace Alerting.Core.Tests.Matching;

/// <summary>What amtool says of matchers, asked through configurations made of them.</summary>
internal sealed class Amtool(string path)
{
    /// <summary>The problem of a route with the matchers, or null where it has none.</summary>
    public async Task<string?> Problem(string matchers)
    {
        var (code, said) = await Run(Configuration([matchers]), file => ["check-config", file]);
        return code == 0 ? null : said.TrimEnd('\n');
    }

    /// <summary>How the matchers of each route are printed.</summary>
    public async Task<string[]> Printed(IReadOnlyList<string> matchers)
    {
        var (code, said) = await Run(Configuration(matchers), file => ["config", "routes", "show", "--config.file", file]);
        Assert.True(code == 0, said);
        return [.. said.Split("── ")[2..].Select(route => route[..route.LastIndexOf("  continue: true", StringComparison.Ordinal)])];
    }

    /// <summary>Which of the routes match the labels.</summary>
    public async Task<HashSet<int>> Matching(IReadOnlyList<string> matchers, LabelSet labels)
    {
        IEnumerable<string> asked = labels.Select(label =>
            Matcher.Create(label.Name, MatchOperator.Equal, label.Value, out _)!.ToString());
        var (code, said) = await Run(
            Configuration(matchers), file => ["config", "routes", "test", "--config.file", file, .. asked]);
        Assert.True(code == 0, said);
        return [.. said.Trim().Split(',').Where(name => name != "none")
            .Select(name => int.Parse(name[1..], CultureInfo.InvariantCulture))];
    }

    private static string Configuration(IReadOnlyList<string> matchers)
    {
        var text = new StringBuilder("receivers:\n- name: none\n");
        for (var i = 0; i < matchers.Count; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"- name: r{i}\n");
        }

        text.Append("route:\n  receiver: none\n  routes:\n");
        for (var i = 0; i < matchers.Count; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"  - {{receiver: r{i}, continue: true, matchers: [{Yaml(matchers[i])}]}}\n");
        }

        return text.ToString();
    }

    private static string Yaml(string text) => "\"" + string.Concat(text.EnumerateRunes().Select(rune =>
        rune.IsAscii && char.IsAsciiLetterOrDigit((char)rune.Value) ? rune.ToString() : $"\\U{rune.Value:x8}")) + "\"";

    private async Task<(int Code, string Said)> Run(string configuration, Func<string, string[]> arguments)
    {
        var file = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName() + ".yml");
        await File.WriteAllTextAsync(file, configuration, TestContext.Current.CancellationToken);
        try
        {
            return await Run(arguments(file));
        }
        finally
        {
            File.Delete(file);
        }
    }

    private async Task<(int Code, string Said)> Run(string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(path, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var said = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, said.Length > 0 ? said : await errors);
    }
}
