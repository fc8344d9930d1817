using Alerting.Handler.Composition;

namespace Alerting.Handler.Cli;

/// <summary>A service over a temporary folder, for a command that asks one thing of it.</summary>
internal static class OwnService
{
    /// <summary>Starts it, asks, stops it and removes its folder.</summary>
    /// <param name="command">Names the folder.</param>
    /// <param name="config">Path of the configuration.</param>
    /// <param name="variable">Reads environment variables.</param>
    /// <param name="ask">What is asked; its exit code is the command's.</param>
    /// <param name="logs">Where it looks for logs by default; null: nowhere.</param>
    public static async Task<int> Run(
        string command, string config, Func<string, string?> variable, Func<RunningService, Task<int>> ask,
        string? logs = null)
    {
        var folder = Directory.CreateTempSubdirectory($"alerting-{command}-").FullName;
        try
        {
            // Other users of this machine could else post to it meanwhile.
            var token = Guid.NewGuid().ToString("N");
            var serve = ServeOptions.Read(
                ["--urls", ListenAddress.Free(), "--data", folder, "--config", config],
                name => name == Settings.Token ? token : name == Settings.ExternalUrl ? variable(name) : null);
            serve = serve with { Logs = logs };
            await using var app = await AlertingApp.Build(serve, new() { LeastLevel = LogLevel.None });
            await AlertingApp.Start(app, serve);
            using var service = new RunningService(new(app.Urls.First() + "/"), token);
            var code = await ask(service);
            await app.StopAsync();
            return code;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
