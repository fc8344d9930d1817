using Alerting.Adapters.Configuration;
using Alerting.Core.Alerts;
using Alerting.Core.Configuration;
using Alerting.Core.Matching;
using Alerting.Core.Routing;

namespace Alerting.Handler.Cli;

/// <summary>
/// <c>alerting routes</c>: prints and ends as <c>amtool config routes</c> does. Source: Alertmanager's cli/routing.go
/// and cli/test_routing.go.
/// </summary>
internal sealed class RoutesCommand(TextWriter output, TextWriter errors)
{
    private const string File = "--config.file";
    private const string Expected = "--verify.receivers";
    private const string Tree = "--tree";

    public async Task<int> Run(IReadOnlyList<string> args)
    {
        var options = Options.Read("routes", args, [File, Expected], [Tree]);
        var isTest = IsTest(options);
        try
        {
            var configuration = Load(options.Value(File));
            return await (isTest ? Test(configuration, options) : Show(configuration));
        }
        catch (StartRefusedException refused)
        {
            await errors.WriteLineAsync($"alerting: {string.Join('\n', refused.Lines)}");
            return Commands.Refused;
        }
    }

    private static bool IsTest(Options options)
    {
        var word = options.Rest.FirstOrDefault("show");
        if (word == "test")
        {
            return true;
        }

        if (word != "show")
        {
            var hint = Nearest.Hint(word, ["show", "test"]);
            throw new AskedWronglyException($"unknown command \"routes {word}\"{hint}; see alerting routes --help");
        }

        if (options.Rest.Count > 1)
        {
            throw new AskedWronglyException($"routes show takes no argument \"{options.Rest[1]}\"");
        }

        var other = new[] { Expected, Tree }.FirstOrDefault(options.Has);
        return other is null ? false : throw new AskedWronglyException($"{other} is an option of routes test");
    }

    private static AlertingConfiguration Load(string? path)
    {
        if (path is null)
        {
            throw new StartRefusedException($"required flag {File} not provided");
        }

        if (!Path.Exists(path))
        {
            throw new StartRefusedException($"path '{path}' does not exist");
        }

        var result = ConfigurationFolder.Load(path).Result;
        return result.Configuration ?? result.BesidesTemplates
            ?? throw new StartRefusedException([FirstError.Of(result.Errors)]);
    }

    private async Task<int> Show(AlertingConfiguration configuration)
    {
        await output.WriteAsync($"Routing tree:\n{RouteDrawing.Whole(configuration.Route)}\n");
        return Commands.Done;
    }

    private async Task<int> Test(AlertingConfiguration configuration, Options options)
    {
        var labels = LabelSet.From(options.Rest.Skip(1).Select(Parse));
        if (options.Has(Tree))
        {
            await output.WriteAsync($"Matching routes:\n{RouteDrawing.Matching(configuration.Route, labels)}\n\n");
        }

        var receivers = string.Join(',', configuration.Routes.Match(labels).Select(route => route.Receiver));
        await output.WriteAsync(receivers + "\n");
        if (options.Value(Expected) is not { } expected || expected == receivers)
        {
            return Commands.Done;
        }

        await output.WriteAsync("WARNING: Expected receivers did not match resolved receivers.\n");
        return Commands.Refused;
    }

    private static Label Parse(string argument)
    {
        var parsed = MatcherParser.ParseOne(argument);
        return parsed switch
        {
            { Problem: { } problem } => throw new StartRefusedException(["Failed to parse labels: " + problem]),
            { AsWritten: [{ Operator: MatchOperator.Equal } only] } => new(only.Name, only.Value),
            _ => throw new StartRefusedException("Labels must be specified as key=value pairs"),
        };
    }
}
