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

    /// <summary>Configuration file or folder; null: the built-in configuration.</summary>
    public string? Config { get; init; }

    /// <summary>Our address in links, without a slash at the end.</summary>
    public required string ExternalUrl { get; init; }

    /// <summary>What callers must present; null: nothing.</summary>
    public AccessToken? Token { get; init; }

    /// <summary>Largest body taken, in bytes.</summary>
    public long MaxBody { get; init; } = DefaultMaxBody;

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

        string? Setting(string option, string name) => given.Value(option) ?? Set(variable, name);
        var addresses = Listen(Set(variable, "FUNCTIONS_CUSTOMHANDLER_PORT"), Setting("--urls", "ALERTING_URLS"));
        var token = Set(variable, "ALERTING_TOKEN");
        RefuseOpenDoors(addresses, token is not null || given.Has("--insecure"));
        return new()
        {
            Addresses = addresses,
            Data = Setting("--data", "ALERTING_DATA") ?? "./data",
            Config = Setting("--config", "ALERTING_CONFIG"),
            ExternalUrl = External(Setting("--external-url", "ALERTING_EXTERNAL_URL")) ?? addresses[0].Url,
            Token = token is null ? null : new(token),
            MaxBody = Bytes(Set(variable, "ALERTING_MAX_BODY")),
        };
    }

    private static string? Set(Func<string, string?> variable, string name) =>
        variable(name)?.Trim() is { Length: > 0 } value ? value : null;

    private static IReadOnlyList<ListenAddress> Listen(string? hostPort, string? urls) =>
        hostPort is not null
            ? [ListenAddress.Parse($"http://127.0.0.1:{hostPort}")]
            : [.. (urls ?? "http://127.0.0.1:7071")
                .Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
                .Select(ListenAddress.Parse)];

    private static void RefuseOpenDoors(IReadOnlyList<ListenAddress> addresses, bool isAllowed)
    {
        if (!isAllowed && addresses.FirstOrDefault(address => !address.IsLoopback) is { } open)
        {
            throw new StartRefusedException(
                $"{open.Url} can be reached from other machines: set ALERTING_TOKEN, or say --insecure");
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
                    $"ALERTING_MAX_BODY \"{text}\": expected bytes, 1024 to {BodyBudget.MostBytes}");
}
