using Alerting.Adapters.Telemetry;
using Alerting.Core.Redaction;
using Alerting.Handler.Cli;

namespace Alerting.Handler.Composition;

/// <summary>Whether and where telemetry goes, by OpenTelemetry's own settings.</summary>
/// <remarks>
/// https://opentelemetry.io/docs/specs/otel/protocol/exporter/. No message repeats a header, which is a secret, or an
/// address, which may hold one.
/// </remarks>
internal static class Telemetry
{
    private const string Grpc = "grpc";
    private const string Protobuf = "http/protobuf";

    /// <summary>
    /// Null: nowhere. Throws <see cref="StartRefusedException"/> that names the setting to put right.
    /// </summary>
    public static OtlpOptions? Choose(Func<string, string?> variable) =>
        Settings.Set(variable, Settings.OtlpEndpoint) is not { } endpoint ? null : new()
        {
            Endpoint = Address(endpoint),
            Headers = Checked(Settings.Set(variable, Settings.OtlpHeaders)),
            IsGrpc = IsGrpc(Settings.Set(variable, Settings.OtlpProtocol)),
            ServiceName = Settings.Set(variable, Settings.TelemetryName) ?? "alerting",
            ServiceVersion = ProductVersion.Text,
        };

    /// <summary>Exports from now on, where there is somewhere to export to; the engine room ends it.</summary>
    public static OtlpExport? Start(OtlpOptions? options, Func<Redactor> redactor) =>
        options is null ? null : new(options, redactor);

    private static Uri Address(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"
            && uri.Query.Length == 0 && uri.UserInfo.Length == 0
            ? uri
            : throw new StartRefusedException(
                $"{Settings.OtlpEndpoint}: expected http://host:port or https://host:port, without a query or a user");

    private static bool IsGrpc(string? text) => text switch
    {
        null or Protobuf => false,
        Grpc => true,
        _ => throw new StartRefusedException(
            $"{Settings.OtlpProtocol} \"{text}\": expected \"{Protobuf}\" (the default) or \"{Grpc}\""),
    };

    private static string? Checked(string? headers) =>
        headers is null || headers.Split(',').All(IsHeader)
            ? headers
            : throw new StartRefusedException($"{Settings.OtlpHeaders}: expected name=value, separated by commas");

    private static bool IsHeader(string pair)
    {
        var name = pair.Split('=', 2) is [var before, _] ? before.Trim() : "";
        return name.Length > 0 && name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.');
    }
}
