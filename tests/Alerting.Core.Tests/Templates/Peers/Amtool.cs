using System.Diagnostics;
using Xunit;

namespace Alerting.Core.Tests.Templates.Peers;

/// <summary>What a template came to: the text, or null and why it failed.</summary>
internal sealed record Rendering(string? Text, string Problem);

/// <summary>Renders with <c>amtool template render</c>, many at once: a process takes longer than all that it renders.</summary>
internal sealed class Amtool(string path) : IDisposable
{
    private const string Between = "\u0001\u0002\u0003";
    private const int AtOnce = 50;

    private readonly string folder = Directory.CreateTempSubdirectory("alerting-templates-").FullName;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    /// <summary>
    /// What each of the templates renders to. Those that are thought to fail are asked alone, the others together, and
    /// alone when that fails.
    /// </summary>
    public async Task<Rendering[]> Render(string data, bool isHtml, IReadOnlyList<(string Template, bool IsThoughtToFail)> templates)
    {
        var file = Path.Combine(folder, Path.GetRandomFileName() + ".json");
        await File.WriteAllTextAsync(file, data, Stop);
        var found = new Rendering?[templates.Count];
        var likely = Enumerable.Range(0, templates.Count).Where(n => !templates[n].IsThoughtToFail);
        foreach (var some in likely.Chunk(AtOnce))
        {
            var together = await Together(file, isHtml, [.. some.Select(n => templates[n].Template)]);
            for (var i = 0; together is not null && i < some.Length; i++)
            {
                found[some[i]] = new(together[i], "");
            }
        }

        for (var n = 0; n < found.Length; n++)
        {
            found[n] ??= await One(file, isHtml, templates[n].Template);
        }

        return found!;
    }

    // Each in a file of its own, which makes it a template of that name.
    private async Task<string[]?> Together(string data, bool isHtml, string[] templates)
    {
        var files = Directory.CreateDirectory(Path.Combine(folder, Path.GetRandomFileName())).FullName;
        for (var n = 0; n < templates.Length; n++)
        {
            await File.WriteAllTextAsync(Path.Combine(files, $"{n}.tmpl"), templates[n], Stop);
        }

        var text = string.Join(Between, Enumerable.Range(0, templates.Length).Select(n => $"{{{{ template \"{n}.tmpl\" . }}}}"));
        var all = await Run(data, isHtml, Path.Combine(files, "*.tmpl"), text);
        var parts = all.Text?.Split(Between);
        return parts?.Length == templates.Length ? parts : null;
    }

    private Task<Rendering> One(string data, bool isHtml, string template) => template.Length == 0
        ? Task.FromResult(new Rendering("", ""))
        : Run(data, isHtml, "/dev/null", template);

    private async Task<Rendering> Run(string data, bool isHtml, string glob, string text)
    {
        using var process = Process.Start(new ProcessStartInfo(path,
        [
            "template", "render", "--template.glob=" + glob, "--template.data=" + data,
            "--template.type=" + (isHtml ? "html" : "text"), "--template.text=" + text,
        ])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = System.Text.Encoding.UTF8,
        })!;
        var errors = process.StandardError.ReadToEndAsync(Stop);
        var said = await process.StandardOutput.ReadToEndAsync(Stop);
        await process.WaitForExitAsync(Stop);
        return process.ExitCode == 0 ? new(said, "") : new(null, await errors);
    }
}
