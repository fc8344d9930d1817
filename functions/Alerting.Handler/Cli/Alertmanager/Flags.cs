using Alerting.Core.Silences;

namespace Alerting.Handler.Cli.Alertmanager;

/// <summary>Every flag of Alertmanager 0.34, in its order.</summary>
/// <remarks>Source: its cmd/alertmanager/main.go, and the flags of exporter-toolkit and promslog.</remarks>
internal static class Flags
{
    public static IReadOnlyList<Flag> All { get; } =
    [
        new(
            "config.file", FlagKind.Text, "alertmanager.yml",
            "the configuration; an alerting.yml beside it adds to it"),
        new("storage.path", FlagKind.Text, "data/", "folder of the embedded store, on a local disk"),
        new("data.retention", FlagKind.Span, "120h", "how long a silence that is over is kept"),
        new("data.maintenance-interval", FlagKind.Span, "15m"),
        new("silences.max-silences", FlagKind.Whole, "0", "most silences, expired ones included; 0: no limit"),
        new(
            "silences.max-silence-size-bytes", FlagKind.Whole, "0",
            $"largest silence in bytes, at most {SilenceLimits.LargestBytes}; 0: that"),
        new("log.silences", FlagKind.Truth, "false"),
        new("alerts.gc-interval", FlagKind.Span, "30m"),
        new("alerts.per-alertname-limit", FlagKind.Whole, "0"),
        new("dispatch.maintenance-interval", FlagKind.Span, "30s"),
        new("dispatch.start-delay", FlagKind.Span, "0s"),
        new("web.systemd-socket", FlagKind.Truth, "false", "refused: name addresses instead"),
        new("web.listen-address", FlagKind.Texts, ":9093", "where to listen; may be repeated"),
        new("web.config.file", FlagKind.Text, "", "refused unless nothing is configured in it: TLS belongs in front"),
        new("web.external-url", FlagKind.Text, "", "our address in links, default http://<host name>:<port>"),
        new("web.route-prefix", FlagKind.Text, "", "everything is served below it, default the external URL's path"),
        new("web.get-concurrency", FlagKind.Whole, "0", "GETs of the API at a time; 0: one a core, at least 8"),
        new("web.timeout", FlagKind.Span, "0s", "requests that take longer are answered 503; 0: none"),
        new("auto-gomemlimit.ratio", FlagKind.Number, "0.9"),
        new("cluster.listen-address", FlagKind.Text, "0.0.0.0:9094", "shown as the one peer; empty: none is"),
        new("cluster.advertise-address", FlagKind.Text, ""),
        new("cluster.peer-name", FlagKind.Text, ""),
        new("cluster.peer", FlagKind.Texts, ""),
        new("cluster.peer-timeout", FlagKind.Span, "15s"),
        new("cluster.peers-resolve-timeout", FlagKind.Span, "15s"),
        new("cluster.gossip-interval", FlagKind.Span, "200ms"),
        new("cluster.pushpull-interval", FlagKind.Span, "1m"),
        new("cluster.tcp-timeout", FlagKind.Span, "10s"),
        new("cluster.probe-timeout", FlagKind.Span, "500ms"),
        new("cluster.probe-interval", FlagKind.Span, "1s"),
        new("cluster.settle-timeout", FlagKind.Span, "1m"),
        new("cluster.reconnect-interval", FlagKind.Span, "10s"),
        new("cluster.reconnect-timeout", FlagKind.Span, "6h"),
        new("cluster.tls-config", FlagKind.Text, ""),
        new("cluster.allow-insecure-public-advertise-address-discovery", FlagKind.Truth, "false"),
        new("cluster.label", FlagKind.Text, ""),
        new("enable-feature", FlagKind.Text, "", "classic-mode or utf8-strict-mode: the grammar of matchers"),
        new("log.level", FlagKind.Text, "info", "debug, info, warn or error"),
        new("log.format", FlagKind.Text, "logfmt", "logfmt or json, to stderr"),
    ];
}
