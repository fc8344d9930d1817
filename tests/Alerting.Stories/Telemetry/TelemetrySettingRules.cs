using Alerting.Handler.Cli;
using Alerting.Handler.Composition;
using Xunit;

namespace Alerting.Stories.Telemetry;

public sealed class TelemetrySettingRules
{
    private const string Endpoint = "http://127.0.0.1:4318";

    [Fact]
    public void Without_an_endpoint_nothing_is_exported_whatever_else_is_set() =>
        Assert.Null(Choose((Settings.OtlpProtocol, "smoke"), (Settings.OtlpHeaders, "x")));

    [Theory]
    [InlineData(null, false)]
    [InlineData("http/protobuf", false)]
    [InlineData("grpc", true)]
    public void The_protocol_is_protobuf_over_http_unless_grpc_is_asked_for(string? protocol, bool isGrpc) =>
        Assert.Equal(isGrpc, Choose((Settings.OtlpEndpoint, Endpoint), (Settings.OtlpProtocol, protocol))!.IsGrpc);

    [Theory]
    [InlineData(Settings.OtlpProtocol, "http/json")]
    [InlineData(Settings.OtlpProtocol, "GRPC")]
    [InlineData(Settings.OtlpHeaders, "a-key-without-a-value")]
    [InlineData(Settings.OtlpHeaders, "@Microsoft.KeyVault(SecretUri=https://vault/a)")]
    [InlineData(Settings.OtlpEndpoint, "collector:4318")]
    [InlineData(Settings.OtlpEndpoint, "http://collector/?key=1")]
    public void What_cannot_be_used_refuses_the_start_by_the_settings_name(string name, string value)
    {
        var refused = Assert.Throws<StartRefusedException>(() => Choose((Settings.OtlpEndpoint, Endpoint), (name, value)));

        Assert.StartsWith(name, Assert.Single(refused.Lines), StringComparison.Ordinal);
    }

    [Fact]
    public void The_service_may_be_named() => Assert.Equal(
        "alerts-of-team-a",
        Choose((Settings.OtlpEndpoint, Endpoint), (Settings.TelemetryName, "alerts-of-team-a"))!.ServiceName);

    private static Adapters.Telemetry.OtlpOptions? Choose(params (string Name, string? Value)[] set) =>
        Handler.Composition.Telemetry.Choose(name => set.LastOrDefault(pair => pair.Name == name).Value);
}
