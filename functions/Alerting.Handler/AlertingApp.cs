using System.Diagnostics.CodeAnalysis;
using Alerting.Adapters;
using Alerting.Adapters.Channels.Inbox;
using Alerting.Core.Ports;
using Alerting.Core.Redaction;
using Alerting.Handler.Cli;
using Alerting.Handler.Composition;
using Alerting.Handler.Http;
using Microsoft.AspNetCore.Connections;

namespace Alerting.Handler;

/// <summary>What tests put in the place of the real thing.</summary>
internal sealed record AppParts
{
    /// <summary>The clock; null: the system's.</summary>
    public TimeProvider? Time { get; init; }

    /// <summary>The rows; null: the embedded store of the data folder.</summary>
    public ITableStore? Store { get; init; }

    /// <summary>Told of each message that the inbox has stored; must not throw.</summary>
    public Action<InboxMessage>? Arrived { get; init; }

    /// <summary>What is logged is so bad or worse; null: as is usual.</summary>
    public LogLevel? LeastLevel { get; init; }
}

/// <summary>The process as a value: everything that runs, on any port.</summary>
internal static class AlertingApp
{
    private static readonly TimeSpan Goodbye = TimeSpan.FromSeconds(3.5);

    /// <summary>
    /// Reads the configuration, opens the store and wires the doors; nothing listens yet. Throws
    /// <see cref="StartRefusedException"/> with everything that has to be put right.
    /// </summary>
    public static async Task<WebApplication> Build(ServeOptions options, AppParts parts)
    {
        var ground = await Ground.Lay(options, parts, parts.Time ?? new ForwardClock(SystemTime()));
        var builder = WebApplication.CreateEmptyBuilder(new()
        {
            ApplicationName = "alerting",
            ContentRootPath = AppContext.BaseDirectory,
            EnvironmentName = Environments.Production,
        });
        Redactor Redactor() => ground.Configuration.Seen.Redactor;
        var export = Telemetry.Start(options.Telemetry, Redactor);
        Logs.Add(builder.Logging, options.Alertmanager, parts.LeastLevel, export?.Logs, Redactor);
        builder.Services.AddRoutingCore();
        builder.Services.AddSingleton(services => new EngineRoom(
            ground, options, parts.Arrived, services.GetRequiredService<ILoggerFactory>(), export));
        builder.Services.AddHostedService(services => services.GetRequiredService<EngineRoom>());
        builder.Services.Configure<HostOptions>(host =>
            (host.ShutdownTimeout, host.ServicesStopConcurrently) = (Goodbye, true));
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;

            // The doors bound what they read; the server discards the rest, so that the sender gets to read the answer.
            kestrel.Limits.MaxRequestBodySize = null;

            // A sender that trickles must not keep its place among the bodies for long.
            kestrel.Limits.MinRequestBodyDataRate = new(2_000, TimeSpan.FromSeconds(10));

            // Filters and cookies of proxies are long; Go takes 1 MB.
            kestrel.Limits.MaxRequestLineSize = 64 * 1024;
            kestrel.Limits.MaxRequestHeadersTotalSize = 256 * 1024;
        });
        var app = builder.Build();
        Doors.Open(app, options);
        foreach (var address in options.Addresses)
        {
            app.Urls.Add(address.Url);
        }

        return app;
    }

    /// <summary>
    /// Listens. Throws <see cref="StartRefusedException"/> when an address cannot be had or the store is away.
    /// </summary>
    public static async Task Start(WebApplication app, ServeOptions options)
    {
        try
        {
            await app.StartAsync();
        }
        catch (IOException failure)
        {
            throw new StartRefusedException(
                failure.InnerException is AddressInUseException
                    ? $"cannot listen on {Where(failure, options)}: the port is in use"
                    : failure.Message, failure);
        }
        catch (System.Net.Sockets.SocketException failure)
        {
            throw new StartRefusedException(
                $"cannot listen on {string.Join(", ", options.Addresses.Select(address => address.Url))}: "
                + failure.Message, failure);
        }
        catch (StoreUnavailableException away)
        {
            throw new StartRefusedException(
                options.Engines.Tables is null ? $"data folder {options.Data}: {away.Message}" : away.Message, away);
        }

        app.Services.GetRequiredService<EngineRoom>().Announce(app.Urls, options);
    }

    private static string Where(IOException failure, ServeOptions options) =>
        options.Addresses.Select(address => address.Url)
            .FirstOrDefault(url => failure.Message.Contains(url, StringComparison.OrdinalIgnoreCase))
        ?? string.Join(", ", options.Addresses.Select(address => address.Url));

    [SuppressMessage("ApiDesign", "RS0030", Justification = "The composition root names the system's clock.")]
    internal static TimeProvider SystemTime() => TimeProvider.System;
}
