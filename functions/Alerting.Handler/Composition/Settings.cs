using Alerting.Adapters.Configuration;
using Alerting.Handler.Cli;

namespace Alerting.Handler.Composition;

/// <summary>
/// Every setting (environment variable) that is read: app settings in Azure, the same names anywhere else.
/// </summary>
internal static class Settings
{
    public const string Urls = "ALERTING_URLS";
    public const string Data = "ALERTING_DATA";
    public const string Config = "ALERTING_CONFIG";
    public const string ExternalUrl = "ALERTING_EXTERNAL_URL";
    public const string Token = "ALERTING_TOKEN";
    public const string IngestToken = "ALERTING_INGEST_TOKEN";
    public const string MaxBody = "ALERTING_MAX_BODY";
    public const string Table = "ALERTING_TABLE";
    public const string TablesEndpoint = "ALERTING_TABLES_ENDPOINT";
    public const string Queues = "ALERTING_QUEUES";

    /// <summary>Read by the Functions host alone: when <c>CheckDue</c> runs, six fields with seconds first.</summary>
    public const string CheckSchedule = "ALERTING_CHECK_SCHEDULE";

    /// <summary>
    /// Secrets that a configuration names as <c>env:ALERTING_SECRET_...</c> where it would name a file.
    /// </summary>
    public const string SecretPrefix = "ALERTING_SECRET_";

    /// <summary>A connection string, or the prefix of an identity's settings; also the Functions host's own.</summary>
    public const string Storage = "AzureWebJobsStorage";

    /// <summary>A connection string, or the prefix of an identity's settings; also the triggers'.</summary>
    public const string ServiceBus = "ServiceBus";

    public const string StorageAccount = Storage + "__accountName";
    public const string StorageTables = Storage + "__tableServiceUri";
    public const string ServiceBusNamespace = ServiceBus + "__fullyQualifiedNamespace";
    public const string OfClient = "__clientId";
    public const string OfCredential = "__credential";

    public const string OtlpEndpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";
    public const string OtlpHeaders = "OTEL_EXPORTER_OTLP_HEADERS";
    public const string OtlpProtocol = "OTEL_EXPORTER_OTLP_PROTOCOL";
    public const string TelemetryName = "OTEL_SERVICE_NAME";

    /// <summary>Set by the Functions host for its handler: where to listen.</summary>
    public const string HostPort = "FUNCTIONS_CUSTOMHANDLER_PORT";

    /// <summary>Those that a deployment in Azure sets or may set.</summary>
    public static IReadOnlyList<string> InAzure { get; } =
    [
        ExternalUrl, Token, IngestToken, MaxBody, Table, CheckSchedule, SecretPrefix,
        StorageAccount, Storage + OfClient, Storage + OfCredential,
        ServiceBusNamespace, ServiceBus + OfClient, ServiceBus + OfCredential,
        OtlpEndpoint, OtlpHeaders,
    ];

    /// <summary>
    /// Those for other ways to run: alone, on a workstation, with other accounts or connection strings.
    /// </summary>
    public static IReadOnlyList<string> Elsewhere { get; } =
    [
        Urls, Data, Config, TablesEndpoint, Queues, Storage, StorageTables, ServiceBus, OtlpProtocol,
        TelemetryName, HostPort,
    ];

    /// <summary>
    /// The value of a setting, without blanks around it; null where there is none or an empty one. Throws <see
    /// cref="StartRefusedException"/> for a Key Vault reference that Azure could not resolve: anybody can guess it.
    /// </summary>
    public static string? Set(Func<string, string?> variable, string name) => variable(name)?.Trim() switch
    {
        null or "" => null,
        var value when SecretFile.IsUnresolved(value) => throw new StartRefusedException(
            $"{name}: its Key Vault reference was not resolved; is the secret there, and may the identity read it?"),
        var value => value,
    };
}
