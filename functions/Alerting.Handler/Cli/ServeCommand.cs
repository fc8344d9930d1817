using System.Runtime.InteropServices;
using Alerting.Handler.Composition;

namespace Alerting.Handler.Cli;

/// <summary>
/// <c>alerting serve</c>: until SIGTERM or SIGINT, then whatever is in hand is finished. SIGHUP reads the configuration
/// again.
/// </summary>
internal static class ServeCommand
{
    public static Task<int> Run(IReadOnlyList<string> args) =>
        Run(ServeOptions.Read(args, Environment.GetEnvironmentVariable), _ => { });

    /// <summary>The same for whoever chose the options.</summary>
    /// <param name="options">How to serve.</param>
    /// <param name="listens">Called once it does.</param>
    public static async Task<int> Run(ServeOptions options, Action<WebApplication> listens)
    {
        Reload? reload = null;
        using var hangUp = OnHangUp(() => reload?.RunAsAsked());
        await using var app = await AlertingApp.Build(options, new());
        reload = app.Services.GetRequiredService<EngineRoom>().Reload;
        await AlertingApp.Start(app, options);
        listens(app);
        await app.WaitForShutdownAsync();
        return Commands.Done;
    }

    // Windows has none: there a console that is closed is to end the process.
    private static PosixSignalRegistration? OnHangUp(Func<Task?> reload) => OperatingSystem.IsWindows()
        ? null
        : PosixSignalRegistration.Create(PosixSignal.SIGHUP, signal =>
        {
            // Also before there is anything to reload: the files are being read anyway.
            signal.Cancel = true;
            _ = reload();
        });
}
