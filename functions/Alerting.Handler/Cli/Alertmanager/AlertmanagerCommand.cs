using System.Runtime.InteropServices;
using Alerting.Handler.Api.Reading;

namespace Alerting.Handler.Cli.Alertmanager;

/// <summary>
/// <c>alerting alertmanager</c>: takes the place of an Alertmanager, with its flags and its ways. No setting of ours is
/// read but those of telemetry.
/// </summary>
internal static partial class AlertmanagerCommand
{
    /// <summary>What <c>--version</c> prints.</summary>
    public static string Version =>
        $"alertmanager, version {Release.Version} (branch: alerting, revision: {ProductVersion.Text})\n"
        + $"  platform:         {RuntimeInformation.RuntimeIdentifier}";

    public static Task<int> Run(IReadOnlyList<string> args)
    {
        var options = Read(args, Environment.GetEnvironmentVariable);
        return ServeCommand.Run(options, app => Announce(app, options));
    }

    /// <summary>
    /// How to serve. Throws <see cref="StartRefusedException"/> on a command line that Alertmanager would refuse, and
    /// on what it asks for and is not to be had here.
    /// </summary>
    /// <param name="args">After the command.</param>
    /// <param name="variable">An environment variable, null where there is none.</param>
    public static ServeOptions Read(IReadOnlyList<string> args, Func<string, string?> variable)
    {
        var line = FlagLine.Read(args);
        FlagRules.Check(line);
        ListenAddress[] addresses = [.. line.Texts("web.listen-address").Select(GoListen.Parse)];
        var external = ExternalUrl.Of(line.Text("web.external-url"), addresses[0]);
        var prefix = line.Text("web.route-prefix") is { Length: > 0 } given ? given : ExternalUrl.PathOf(external);
        return new()
        {
            Addresses = addresses,
            Data = line.Text("storage.path"),
            Config = line.Text("config.file"),
            ExternalUrl = external,
            Access = new(null, null, IsOpen: true),
            Telemetry = Composition.Telemetry.Choose(variable),
            Cluster = ClusterStatus.Alone(line.Text("cluster.listen-address")),
            Alertmanager = AlertmanagerOptions.Of(line, prefix.Trim('/') is { Length: > 0 } path ? "/" + path : ""),
        };
    }

    private static void Announce(WebApplication app, ServeOptions options)
    {
        var log = app.Services.GetRequiredService<ILoggerFactory>().CreateLogger(nameof(AlertmanagerCommand));
        foreach (var url in app.Urls)
        {
            LogListening(log, new Uri(url).Authority);
        }

        if (options.Addresses.Any(address => !address.IsLoopback))
        {
            LogOpen(log);
        }

        if (options.Alertmanager!.WithoutMeaning is { Count: > 0 } idle)
        {
            LogIdle(log, string.Join(' ', idle));
        }
    }

    // The address as a value of its own is what those who start an Alertmanager on port 0 look for.
    private static void LogListening(ILogger log, string address)
    {
        if (log.IsEnabled(LogLevel.Information))
        {
            KeyValuePair<string, object?>[] values = [new("address", address)];
            log.Log(
                LogLevel.Information, new EventId(160, nameof(LogListening)), values, null,
                static (_, _) => "Listening on");
        }
    }

    [LoggerMessage(161, LogLevel.Warning,
        "Other machines can reach this and need present nothing: as with Alertmanager, whoever does may do all")]
    private static partial void LogOpen(ILogger log);

    [LoggerMessage(162, LogLevel.Information, "These flags do nothing here: {Flags}")]
    private static partial void LogIdle(ILogger log, string flags);
}
