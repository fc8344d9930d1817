using System.Diagnostics;
using System.Text;
using Alerting.Testing;
using Xunit;

namespace Alerting.Core.Tests.Templates.Html;

/// <summary>HTML templates as amtool 0.25 renders them, which was built with Go 1.19.8.</summary>
internal sealed class AmtoolPages(string path)
{
    private const string Mark = "\n@@@\n";

    /// <summary>The amtool that is installed; skips the test where it is another or none.</summary>
    public static async Task<AmtoolPages> Known() => new(await PeerVersion.Known("amtool", "0.25"));

    /// <summary>
    /// What it makes of each piece, with its value as <c>$x</c>, or null where it refuses the piece. Many are rendered at
    /// once: each start takes longer than hundreds of pieces.
    /// </summary>
    public async Task<IReadOnlyList<string?>> Render(IReadOnlyList<(string Template, string Value)> pieces)
    {
        var text = new StringBuilder("{{$x := ``}}");
        foreach (var (template, value) in pieces)
        {
            text.Append("{{$x = ").Append(Literal(value)).Append("}}").Append(template).Append(Mark);
        }

        if (await Run("", "--template.text=" + text) is ({ } page, _))
        {
            return page.Split(Mark)[..^1];
        }

        if (pieces.Count == 1)
        {
            return [null];
        }

        var half = pieces.Count / 2;
        return [.. await Render([.. pieces.Take(half)]), .. await Render([.. pieces.Skip(half)])];
    }

    /// <summary>A text with the templates of a file and the data as JSON; fails the test where amtool does.</summary>
    public async Task<string> Render(string file, string text, string data)
    {
        var path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName() + ".json");
        await File.WriteAllTextAsync(path, data, TestContext.Current.CancellationToken);
        try
        {
            var (page, errors) = await Run(file, "--template.text=" + text, "--template.data=" + path);
            return page ?? throw new InvalidOperationException(errors);
        }
        finally
        {
            File.Delete(path);
        }
    }

    /// <summary>The piece with its value, as ours renders it.</summary>
    public static string Whole((string Template, string Value) piece) => $"{{{{$x := {Literal(piece.Value)}}}}}{piece.Template}";

    // As Go reads it.
    private static string Literal(string value) => "\"" + string.Concat(value.EnumerateRunes().Select(rune =>
        rune.IsAscii && char.IsAsciiLetterOrDigit((char)rune.Value) ? rune.ToString() : $"\\U{rune.Value:x8}")) + "\"";

    private async Task<(string? Page, string Errors)> Run(string file, params string[] arguments)
    {
        var templates = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName() + ".tmpl");
        await File.WriteAllTextAsync(templates, file, TestContext.Current.CancellationToken);
        try
        {
            string[] all = ["template", "render", "--template.glob=" + templates, "--template.type=html", .. arguments];
            using var process = Process.Start(new ProcessStartInfo(path, all)
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                StandardOutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
            })!;
            var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
            var page = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
            return (process.ExitCode == 0 ? page : null, await errors);
        }
        finally
        {
            File.Delete(templates);
        }
    }
}
