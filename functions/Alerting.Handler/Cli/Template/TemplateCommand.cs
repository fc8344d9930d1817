using System.Text;
using Alerting.Adapters.Configuration;
using Alerting.Core.Configuration;
using Alerting.Core.Templates;
using Alerting.Core.Templates.Data;

namespace Alerting.Handler.Cli.Template;

/// <summary>
/// <c>alerting template render</c>: prints and ends as <c>amtool template render</c> does. Source: Alertmanager's
/// cli/template_render.go.
/// </summary>
internal sealed class TemplateCommand(TextWriter output, TextWriter errors, TimeProvider time)
{
    private const string Glob = "--template.glob";
    private const string Text = "--template.text";
    private const string Data = "--template.data";
    private const string Type = "--template.type";

    public async Task<int> Run(IReadOnlyList<string> args)
    {
        var options = Options.Read("template", args, [Data, Type], [], [Glob, Text]);
        RefuseOtherThanRender(options);
        var isHtml = IsHtml(options.Value(Type));
        try
        {
            var rendered = Render(options, isHtml);
            await output.WriteAsync(rendered);
            return Commands.Done;
        }
        catch (Exception refused) when (refused is StartRefusedException or TemplateException or FormatException)
        {
            await errors.WriteLineAsync($"alerting: {refused.Message}");
            return Commands.Refused;
        }
    }

    private static void RefuseOtherThanRender(Options options)
    {
        if (options.Rest is not ["render"])
        {
            throw new AskedWronglyException(options.Rest is []
                ? "template needs a command: render; see alerting template --help"
                : $"unknown command \"template {string.Join(' ', options.Rest)}\"; see alerting template --help");
        }
    }

    private static bool IsHtml(string? type) => type switch
    {
        null or "text" => false,
        "html" => true,
        _ => throw new AskedWronglyException($"{Type} \"{type}\": expected text or html"),
    };

    private string Render(Options options, bool isHtml)
    {
        var template = options.All(Text) switch
        {
            [var only] => only,
            [] => throw new StartRefusedException($"required flag {Text} not provided"),
            _ => throw new StartRefusedException($"{Text} is given twice"),
        };
        var loaded = TemplateFiles.Load([.. options.All(Glob).Select(TemplateGlob.Of)]);
        if (loaded.Problems is [var problem, ..])
        {
            throw new StartRefusedException(problem.Line > 0 ? AmtoolWords.Parsing(problem) : problem.ToString());
        }

        var set = TemplateSet.Of(loaded.Texts);
        var now = time.GetUtcNow();
        var data = options.Value(Data) is { } path ? Read(path, now) : RenderSample.At(now);
        return isHtml ? set.Html(template, data) : set.Text(template, data);
    }

    private static TemplateData Read(string path, DateTimeOffset now)
    {
        var text = Utf8File.Read(path, out var problem) ?? throw new StartRefusedException($"{path}: {problem}");
        try
        {
            return TemplateDataJson.Read(Encoding.UTF8.GetBytes(text), now);
        }
        catch (FormatException wrong)
        {
            throw new StartRefusedException($"{path}: {wrong.Message}", wrong);
        }
    }
}
