using System.Globalization;
using Alerting.Adapters.Telemetry;
using Alerting.Core.Matching;
using Alerting.Handler.Api.Reading;
using Alerting.Handler.Cli.Alertmanager;
using Alerting.Handler.Composition;
using Alerting.Handler.Http;

namespace Alerting.Handler.Cli;

/// <summary>How to serve.</summary>
internal sealed record ServeOptions
{
    public const long DefaultMaxBody = 32 * 1024 * 1024;

    /// <summary>Where to listen: at least one, http only.</summary>
    public required IReadOnlyList<ListenAddress> Addresses { get; init; }

    /// <summary>Folder of the embedded store; created when missing.</summary>
    public required string Data { get; init; }

    /// <summary>Where logs are looked for by default; null: in <c>logs</c> of the data folder.</summary>
    public string? Logs { get; init; }

    /// <summary>Configuration file or folder; null: the built-in configuration.</summary>
    public string? Config { get; init; }

    /// <summary>Our address in links, without a slash at the end.</summary>
    public required string ExternalUrl { get; init; }

    /// <summary>Who may use the doors.</summary>
    public Access Access { get; init; } = new(null, null, IsOpen: true);

    /// <summary>Which store and which queue.</summary>
    public Engines Engines { get; init; } = Engines.Embedded;

    /// <summary>What is said of the cluster of Alertmanagers that clients expect.</summary>
    public ClusterStatus Cluster { get; init; } = ClusterStatus.Disabled;

    /// <summary>Where telemetry goes; null: nowhere, and nothing is made for it.</summary>
    public OtlpOptions? Telemetry { get; init; }

    /// <summary>What a published configuration is sealed with; null: other instances cannot read ours.</summary>
    public string? SealSecret { get; init; }

    /// <summary>The port the Functions host gave its handler; null without such a host.</summary>
    public int? HostPort { get; init; }

    /// <summary>Largest body taken, in bytes.</summary>
    public long MaxBody { get; init; } = DefaultMaxBody;

    /// <summary>What it does as an Alertmanager; null: it was started as what it is.</summary>
    public AlertmanagerOptions? Alertmanager { get; init; }

    /// <summary>Which grammar reads matchers, and which names of labels are valid.</summary>
    public MatcherMode Mode => Alertmanager?.Mode ?? MatcherMode.Fallback;

    /// <summary>Reads the options; one beats its variable, and the Functions host's port beats both.</summary>
    /// <param name="args">After the command.</param>
    /// <param name="variable">An environment variable, null where there is none.</param>
    public static ServeOptions Read(IReadOnlyList<string> args, Func<string, string?> variable)
    {
        var given = Options.Read("serve", args, ["--urls", "--data", "--config", "--external-url"], ["--insecure"]);
        if (given.Rest is [var stray, ..])
        {
            throw new AskedWronglyException($"serve takes no argument \"{stray}\"; see alerting serve --help");
        }

        string? Setting(string option, string name) => given.Value(option) ?? Settings.Set(variable, name);
        var hostPort = Port(Settings.Set(variable, Settings.HostPort));
        var addresses = Listen(hostPort, Setting("--urls", Settings.Urls));
        var token = Settings.Set(variable, Settings.Token);
        var ingest = Settings.Set(variable, Settings.IngestToken);
        RefuseOpenDoors(addresses, token is not null || given.Has("--insecure"));
        return new()
        {
            Addresses = addresses,
            Data = Setting("--data", Settings.Data) ?? "./data",
            Config = Setting("--config", Settings.Config) ?? Packaged(hostPort),
            ExternalUrl = External(Setting("--external-url", Settings.ExternalUrl)) ?? addresses[0].Url,
            Access = new(
                token is null ? null : new(token),
                ingest is null ? null : new(ingest),
                IsOpen: hostPort is null && token is null && ingest is null),
            Engines = Engines.Choose(variable),
            Telemetry = Composition.Telemetry.Choose(variable),
            SealSecret = token,
            HostPort = hostPort,
            MaxBody = Bytes(Settings.Set(variable, Settings.MaxBody)),
        };
    }

    // What is deployed with the executable.
    private static string? Packaged(int? hostPort)
    {
        var folder = Path.Combine(AppContext.BaseDirectory, "config");
        return hostPort is not null && Directory.Exists(folder) ? folder : null;
    }

    private static int? Port(string? text) =>
        text is null
            ? null
            : ushort.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port > 0
                ? port
                : throw new StartRefusedException($"{Settings.HostPort} \"{text}\": expected a port");

    private static IReadOnlyList<ListenAddress> Listen(int? hostPort, string? urls) =>
        hostPort is { } port
            ? [ListenAddress.Parse(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}"))]
            : [.. (urls ?? "http://127.0.0.1:7071")
                .Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
                .Select(ListenAddress.Parse)];

    private static void RefuseOpenDoors(IReadOnlyList<ListenAddress> addresses, bool isAllowed)
    {
        if (!isAllowed && addresses.FirstOrDefault(address => !address.IsLoopback) is { } open)
        {
            throw new StartRefusedException(
                $"{open.Url} can be reached from other machines: set {Settings.Token}, or say --insecure");
        }
    }

    private static string? External(string? url) =>
        url is null
            ? null
            : Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"
                ? url.TrimEnd('/')
                : throw new StartRefusedException($"external URL \"{url}\": expected http://host or https://host");

    private static long Bytes(string? text) =>
        text is null
            ? DefaultMaxBody
            : long.TryParse(text, out var bytes) && bytes is >= 1024 and <= BodyBudget.MostBytes
                ? bytes
                : throw new StartRefusedException(
                    $"{Settings.MaxBody} \"{text}\": expected bytes, 1024 to {BodyBudget.MostBytes}");
}
