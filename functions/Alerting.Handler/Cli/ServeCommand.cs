namespace Alerting.Handler.Cli;

/// <summary><c>alerting serve</c>: until SIGTERM or SIGINT, then whatever is in hand is finished.</summary>
internal static class ServeCommand
{
    public static async Task<int> Run(IReadOnlyList<string> args)
    {
        var options = ServeOptions.Read(args, Environment.GetEnvironmentVariable);
        await using var app = await AlertingApp.Build(options, new());
        await AlertingApp.Start(app, options);
        await app.WaitForShutdownAsync();
        return Commands.Done;
    }
}
