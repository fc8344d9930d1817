namespace Alerting.Handler.Cli.Alertmanager;

/// <summary>What Alertmanager checks of its flags before it starts, and what is refused here.</summary>
internal static class FlagRules
{
    private static readonly string[] Required = ["config.file", "storage.path"];

    private static readonly string[] Addresses = ["cluster.listen-address", "cluster.advertise-address"];

    private static readonly string[] Positive =
    [
        "data.retention", "data.maintenance-interval", "alerts.gc-interval", "dispatch.maintenance-interval",
    ];

    // A settle timeout of zero is one: it is not waited for.
    private static readonly string[] PositiveInCluster =
    [
        "cluster.peer-timeout", "cluster.peers-resolve-timeout", "cluster.gossip-interval", "cluster.pushpull-interval",
        "cluster.tcp-timeout", "cluster.probe-timeout", "cluster.probe-interval", "cluster.reconnect-interval",
        "cluster.reconnect-timeout",
    ];

    /// <summary>Throws <see cref="StartRefusedException"/> with everything to put right.</summary>
    public static void Check(FlagLine line)
    {
        string[] wrong =
        [
            .. Required.Where(name => line.Text(name).Length == 0)
                .Select(name => $"--{name}: is required"),
            .. (line.Text("cluster.listen-address").Length > 0 ? Positive.Concat(PositiveInCluster) : Positive)
                .Where(name => line.Span(name) <= TimeSpan.Zero).Select(name => $"--{name}: must be positive"),
            .. Addresses
                .Where(name => line.Text(name) is { Length: > 0 } address && !IsHostPort(address))
                .Select(name => $"--{name} \"{line.Text(name)}\": expected host:port"),
            .. OfFiles(line),
        ];
        if (wrong.Length > 0)
        {
            throw new StartRefusedException(wrong);
        }
    }

    private static IEnumerable<string> OfFiles(FlagLine line)
    {
        if (line.Text("cluster.tls-config") is { Length: > 0 } tls && !File.Exists(tls))
        {
            yield return $"--cluster.tls-config {tls}: no such file";
        }

        if (line.Truth("web.systemd-socket"))
        {
            yield return "--web.systemd-socket: sockets of systemd are not taken over here; name --web.listen-address";
        }

        if (line.Text("web.config.file") is { Length: > 0 } web && Refusal(web) is { } refusal)
        {
            yield return $"--web.config.file {web}: {refusal}";
        }
    }

    // TLS and passwords that are asked for and not had would be worse than no start.
    private static string? Refusal(string path)
    {
        if (!File.Exists(path))
        {
            return "no such file";
        }

        try
        {
            return File.ReadLines(path).All(IsNothing)
                ? null
                : "what it configures (TLS, basic_auth_users, headers, limits) is not done here: "
                    + "do it in front, and leave the flag away";
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return "cannot be read: " + failure.Message;
        }
    }

    private static bool IsNothing(string line) => line.Trim() is "" or "---" or "{}" or ['#', ..];

    private static bool IsHostPort(string text)
    {
        var colon = text.LastIndexOf(':');
        return colon >= 0 && ushort.TryParse(text[(colon + 1)..], out _)
            && (!text[..colon].Contains(':', StringComparison.Ordinal) || text[colon - 1] == ']');
    }
}
