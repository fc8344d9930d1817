using Alerting.Core.Matching;
using Alerting.Core.Silences;
using Alerting.Handler.Cli;
using Alerting.Handler.Cli.Alertmanager;
using Microsoft.Extensions.Logging;
using Xunit;

namespace Alerting.Stories.Cli;

public sealed class AlertmanagerFlagRules
{
    [Fact]
    public void Without_flags_it_is_as_alertmanager_is()
    {
        var options = Read();

        Assert.Equal(("alertmanager.yml", "data/"), (options.Config, options.Data));
        Assert.Equal("http://*:9093", Assert.Single(options.Addresses).Url);
        Assert.False(options.Addresses[0].IsLoopback);
        Assert.Matches("^http://.+:9093$", options.ExternalUrl);
        Assert.True(options.Access.IsOpen);
        var theirs = options.Alertmanager!;
        Assert.Equal(
            new(int.MaxValue, SilenceLimits.LargestBytes, TimeSpan.FromHours(120)), theirs.SilenceLimits);
        Assert.Equal(("", Math.Max(8, Environment.ProcessorCount)), (theirs.RoutePrefix, theirs.GetConcurrency));
        Assert.Equal((null, MatcherMode.Fallback), (theirs.Timeout, theirs.Mode));
        Assert.Equal("0.0.0.0:9094", Assert.Single(options.Cluster.Peers).Address);
        Assert.Equal((LogLevel.Information, false), (theirs.LogLevel, theirs.LogsJson));
        Assert.Empty(theirs.WithoutMeaning);
    }

    [Fact]
    public void A_value_follows_its_flag_or_an_equals_sign()
    {
        var options = Read(
            "--storage.path=/a=b", "--config.file", "c.yml", "--data.retention", "1w2d1.5h", "--log.silences",
            "--silences.max-silences=7", "--silences.max-silence-size-bytes=1e3", "--web.get-concurrency=-1",
            "--web.timeout=90s", "--no-cluster.allow-insecure-public-advertise-address-discovery",
            "--cluster.listen-address=", "--cluster.peer=a:1", "--cluster.peer", "b:2", "--log.level=WARN",
            "--log.format=json");

        Assert.Equal(("/a=b", "c.yml"), (options.Data, options.Config));
        var theirs = options.Alertmanager!;
        Assert.Equal(new(7, 1000, new TimeSpan(9, 1, 30, 0)), theirs.SilenceLimits);
        Assert.Equal(Math.Max(8, Environment.ProcessorCount), theirs.GetConcurrency);
        Assert.Equal(TimeSpan.FromSeconds(90), theirs.Timeout);
        Assert.Equal("disabled", options.Cluster.Status);
        Assert.Contains("--cluster.peer", theirs.WithoutMeaning);
        Assert.Equal((LogLevel.Warning, true), (theirs.LogLevel, theirs.LogsJson));
    }

    [Theory]
    [InlineData(":9093", "http://*:9093", false)]
    [InlineData("127.0.0.1:0", "http://127.0.0.1:0", true)]
    [InlineData("127.0.0.1:", "http://127.0.0.1:0", true)]
    [InlineData("0.0.0.0:80", "http://0.0.0.0:80", false)]
    [InlineData("[::1]:9093", "http://[::1]:9093", true)]
    [InlineData("[::]:9093", "http://[::]:9093", false)]
    [InlineData("localhost:9093", "http://127.0.0.1:9093", true)]
    public void Addresses_are_those_of_go(string given, string url, bool isLoopback) =>
        Assert.Equal(new ListenAddress(url, isLoopback), Assert.Single(Read("--web.listen-address=" + given).Addresses));

    [Fact]
    public void It_listens_on_as_many_addresses_as_are_given() => Assert.Equal(
        ["http://127.0.0.1:1", "http://127.0.0.2:2"],
        Read("--web.listen-address=127.0.0.1:1", "--web.listen-address", "127.0.0.2:2").Addresses.Select(it => it.Url));

    [Theory]
    [InlineData("http://host", "", "http://host", "")]
    [InlineData("https://host/", "", "https://host", "")]
    [InlineData("http://host/am/", "", "http://host/am", "/am")]
    [InlineData("http://host/a/b", "", "http://host/a/b", "/a/b")]
    [InlineData("http://host/am", "/", "http://host/am", "")]
    [InlineData("http://host/am", "other/", "http://host/am", "/other")]
    public void The_prefix_is_the_path_of_the_external_url_unless_it_is_given(
        string external, string prefix, string url, string path)
    {
        var options = Read("--web.external-url", external, "--web.route-prefix=" + prefix);

        Assert.Equal((url, path), (options.ExternalUrl, options.Alertmanager!.RoutePrefix));
    }

    [Theory]
    [InlineData("classic-mode", MatcherMode.Classic)]
    [InlineData("utf8-strict-mode", MatcherMode.Utf8Strict)]
    [InlineData("event-recorder,classic-mode", MatcherMode.Classic, "--enable-feature=event-recorder")]
    [InlineData("", MatcherMode.Fallback)]
    public void Features_choose_the_grammar_of_matchers(string features, MatcherMode mode, params string[] idle)
    {
        var theirs = Read("--enable-feature=" + features).Alertmanager!;

        Assert.Equal(mode, theirs.Mode);
        Assert.Equal(idle, theirs.WithoutMeaning);
    }

    [Fact]
    public void What_was_given_and_does_nothing_is_known()
    {
        var theirs = Read("--cluster.settle-timeout=0s", "--log.level=warn", "--alerts.gc-interval", "1m").Alertmanager!;

        Assert.Equal(["--cluster.settle-timeout", "--alerts.gc-interval"], theirs.WithoutMeaning);
    }

    [Theory]
    [InlineData("unknown long flag '--nope'", "--nope")]
    [InlineData("unknown long flag '--storage.pth' (did you mean \"storage.path\"?)", "--storage.pth=x")]
    [InlineData("unknown long flag '--no-storage.path'", "--no-storage.path")]
    [InlineData("unknown short flag '-x'", "-x")]
    [InlineData("unexpected stray", "stray")]
    [InlineData("unexpected true", "--log.silences=true")]
    [InlineData("expected argument for flag '--storage.path'", "--storage.path")]
    [InlineData("expected argument for flag '--storage.path'", "--storage.path", "--log.silences")]
    [InlineData("flag 'config.file' cannot be repeated", "--config.file=a", "--config.file=a")]
    [InlineData("flag 'log.silences' cannot be repeated", "--log.silences", "--no-log.silences")]
    [InlineData("--data.retention: time: invalid duration \"xx\"", "--data.retention=xx")]
    [InlineData("--data.retention: must be positive", "--data.retention=0s")]
    [InlineData("--alerts.gc-interval: must be positive", "--alerts.gc-interval=-1s")]
    [InlineData("--cluster.gossip-interval: must be positive", "--cluster.gossip-interval=0")]
    [InlineData("--cluster.listen-address \"x\": expected host:port", "--cluster.listen-address=x")]
    [InlineData("--cluster.tls-config /nowhere: no such file", "--cluster.tls-config=/nowhere")]
    [InlineData("--web.get-concurrency: \"abc\": expected a number", "--web.get-concurrency=abc")]
    [InlineData("--config.file: is required", "--config.file=")]
    [InlineData("--log.level: unrecognized log level loud", "--log.level=loud")]
    [InlineData("--log.format: unrecognized log format xml", "--log.format=xml")]
    [InlineData("unknown option 'x' for --enable-feature", "--enable-feature=classic-mode,x")]
    [InlineData("cannot have both classic and UTF-8 modes", "--enable-feature=classic-mode,utf8-strict-mode")]
    [InlineData("--auto-gomemlimit.ratio must be", "--enable-feature=auto-gomemlimit", "--auto-gomemlimit.ratio=2")]
    [InlineData("--web.external-url \"ftp://x\"", "--web.external-url=ftp://x")]
    [InlineData("--web.external-url \"host:80\"", "--web.external-url=host:80")]
    [InlineData("--web.listen-address \"9093\": missing port", "--web.listen-address=9093")]
    [InlineData("--web.listen-address \"::1:9093\": expected host:port", "--web.listen-address=::1:9093")]
    [InlineData("--web.listen-address \":70000\": expected a port", "--web.listen-address=:70000")]
    [InlineData("--web.systemd-socket: ", "--web.systemd-socket")]
    [InlineData("--web.config.file /nowhere: no such file", "--web.config.file=/nowhere")]
    public void What_it_cannot_understand_or_do_is_refused_by_name(string says, params string[] args) =>
        Assert.Contains(
            says, Assert.Throws<StartRefusedException>(() => Read(args)).Lines[0], StringComparison.Ordinal);

    [Fact]
    public void A_ratio_counts_only_with_its_feature() => Assert.NotNull(Read("--auto-gomemlimit.ratio=2"));

    [Fact]
    public void Without_a_cluster_its_times_do_not_count() =>
        Assert.NotNull(Read("--cluster.listen-address=", "--cluster.gossip-interval=0s"));

    [Theory]
    [InlineData("")]
    [InlineData("# nothing\n---\n")]
    [InlineData("{}\n")]
    public void A_web_configuration_that_says_nothing_is_taken(string text)
    {
        using var folder = new Testing.Processes.ProcessFolder();

        Assert.NotNull(Read("--web.config.file", folder.Write("web.yml", text)));
    }

    [Fact]
    public void A_web_configuration_that_asks_for_anything_is_refused()
    {
        using var folder = new Testing.Processes.ProcessFolder();
        var path = folder.Write("web.yml", "# TLS\ntls_server_config: { cert_file: a, key_file: b }\n");

        var refused = Assert.Throws<StartRefusedException>(() => Read("--web.config.file", path));

        Assert.StartsWith($"--web.config.file {path}: what it configures", refused.Lines[0], StringComparison.Ordinal);
    }

    private static ServeOptions Read(params string[] args) => AlertmanagerCommand.Read(args, _ => null);
}
