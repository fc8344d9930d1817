using Alerting.Core.Alerts;
using Alerting.Handler.Cli.Alertmanager;
using Alerting.Handler.Cli.Template;
using Alerting.Handler.Demo;

namespace Alerting.Handler.Cli;

/// <summary>What the executable can be asked to do. Exit codes: 0 done, 1 refused, 2 asked wrongly.</summary>
internal static class Commands
{
    public const int Done = 0;
    public const int Refused = 1;
    public const int AskedWrongly = 2;

    private static readonly string[] Names =
        ["serve", "alertmanager", "demo", "check", "routes", "template", "send-test", "enrich", "help"];

    /// <summary>Runs one command on the console; without a name it is <c>serve</c>.</summary>
    public static async Task<int> Run(string[] args)
    {
        try
        {
            return await Choose(args);
        }
        catch (AskedWronglyException wrong)
        {
            await Console.Error.WriteLineAsync($"alerting: {wrong.Message}");
            return AskedWrongly;
        }
        catch (StartRefusedException refused)
        {
            foreach (var line in refused.Lines)
            {
                await Console.Error.WriteLineAsync($"alerting: {line}");
            }

            return Refused;
        }
    }

    private static Task<int> Choose(string[] args) => args switch
    {
        [] => ServeCommand.Run([]),
        ["--version", ..] => Say(ProductVersion.Text),
        ["--help" or "-h" or "help", ..] => Say(HelpText.All),
        ["serve" or "alertmanager" or "demo" or "check" or "routes" or "template" or "send-test" or "enrich",
            .. var rest]
            when rest.Any(arg => arg is "--help" or "-h") =>
            Say(HelpText.Of(args[0])),
        ["serve", .. var rest] => ServeCommand.Run(rest),
        ["alertmanager", .. var rest] => rest.Contains("--version")
            ? Say(AlertmanagerCommand.Version)
            : AlertmanagerCommand.Run(rest),
        ["demo", .. var rest] => DemoCommand.Run(rest),
        ["check", .. var rest] =>
            new CheckCommand(Console.Out, Console.Error).Run(rest, Environment.GetEnvironmentVariable),
        ["routes", .. var rest] => new RoutesCommand(Console.Out, Console.Error).Run(rest),
        ["template", .. var rest] =>
            new TemplateCommand(Console.Out, Console.Error, AlertingApp.SystemTime()).Run(rest),
        ["send-test", .. var rest] =>
            new SendTestCommand(Console.Out, Console.Error).Run(rest, Environment.GetEnvironmentVariable),
        ["enrich", .. var rest] =>
            new EnrichCommand(Console.Out, Console.Error).Run(rest, Environment.GetEnvironmentVariable),
        [var option, ..] when option.StartsWith('-') =>
            args.Any(arg => arg is "--help" or "-h") ? Say(HelpText.Of("serve")) : ServeCommand.Run(args),
        [var unknown, ..] => throw new AskedWronglyException(
            $"unknown command \"{unknown}\"{Nearest.Hint(unknown, Names)}; see alerting --help"),
    };

    private static async Task<int> Say(string text)
    {
        await Console.Out.WriteLineAsync(text);
        return Done;
    }
}
