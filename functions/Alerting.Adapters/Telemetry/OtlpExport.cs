using Alerting.Core.Desks;
using Alerting.Core.Redaction;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Alerting.Adapters.Telemetry;

/// <summary>
/// Exports traces, metrics and logs over OTLP from its making until it is disposed. What a process that is killed takes
/// with it is younger than 5 s. A collector that is away or hangs costs what was meant for it, and nothing else.
/// </summary>
/// <remarks>
/// Spans of <c>System.Net.Http</c> are left out: they carry addresses, and a webhook's address is its secret. So are
/// those of <c>Azure.Core.Http</c>, since every sweep reads every shard: they would be most of what is exported. What
/// ASP.NET Core says of a request has its path, and never its query.
/// </remarks>
public sealed class OtlpExport : IAsyncDisposable
{
    private const int BatchEvery = 2000;
    private const int MetricsEvery = 4000;
    private const int Patience = 3000;

    // With the 3.5 s that what is in hand may take, an end is below 5 s.
    private const int Goodbye = 1200;

    // Without it the server's spans are bare names; it is off by default in ASP.NET Core 10 alone.
    private const string BareServerSpans = "Microsoft.AspNetCore.Hosting.SuppressActivityOpenTelemetryData";

    private readonly OtlpOptions options;
    private readonly Func<Redactor> redactor;
    private readonly OpenTelemetrySdk sdk;

    /// <summary>Exports from now on; connects to nothing yet.</summary>
    /// <param name="options">Where to.</param>
    /// <param name="redactor">What takes credentials out of spans, as configured now; null: as is usual. Log records
    /// come without.</param>
    public OtlpExport(OtlpOptions options, Func<Redactor>? redactor = null)
    {
        (this.options, this.redactor) = (options, redactor ?? (() => Redactor.Usual));
        AppContext.SetSwitch(BareServerSpans, false);
        sdk = OpenTelemetrySdk.Create(builder => builder
            .ConfigureResource(resource => resource.AddService(
                options.ServiceName, serviceVersion: options.ServiceVersion))
            .WithTracing(Trace).WithMetrics(Measure).WithLogging(Log));
        Logs = new Forwarding(sdk.GetLoggerFactory());
    }

    /// <summary>Takes the records that are logged.</summary>
    public ILoggerProvider Logs { get; }

    /// <summary>Sends what is left, for at most 1.2 s.</summary>
    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(
            Task.Run(() => sdk.TracerProvider.Shutdown(Goodbye)),
            Task.Run(() => sdk.MeterProvider.Shutdown(Goodbye)),
            Task.Run(() => sdk.LoggerProvider.Shutdown(Goodbye)));
        Logs.Dispose();
        sdk.Dispose();
    }

    // All, whatever a caller decided: one that has no telemetry of its own may mark what it sends as not sampled.
    private void Trace(TracerProviderBuilder tracing) => tracing
        .SetSampler(new AlwaysOnSampler())
        .AddSource(Traces.Name, "Microsoft.AspNetCore")
        .AddProcessor(_ => new RedactedSpans(redactor))
        .AddOtlpExporter(to =>
        {
            Aim(to, "traces");
            to.BatchExportProcessorOptions.ScheduledDelayMilliseconds = BatchEvery;
            to.BatchExportProcessorOptions.ExporterTimeoutMilliseconds = Patience;
        });

    private void Measure(MeterProviderBuilder metrics) => metrics
        .AddMeter([.. ExportedMeters.Names])
        .AddOtlpExporter((to, reader) =>
        {
            Aim(to, "metrics");
            reader.PeriodicExportingMetricReaderOptions.ExportIntervalMilliseconds = MetricsEvery;
            reader.PeriodicExportingMetricReaderOptions.ExportTimeoutMilliseconds = Patience;
        });

    private void Log(LoggerProviderBuilder logging) => logging
        .AddProcessor(_ => new UnlabelledLogs())
        .AddOtlpExporter((to, records) =>
        {
            Aim(to, "logs");
            records.BatchExportProcessorOptions.ScheduledDelayMilliseconds = BatchEvery;
            records.BatchExportProcessorOptions.ExporterTimeoutMilliseconds = Patience;
        });

    private void Aim(OtlpExporterOptions to, string signal)
    {
        to.Protocol = options.IsGrpc ? OtlpExportProtocol.Grpc : OtlpExportProtocol.HttpProtobuf;
        to.Endpoint = options.IsGrpc
            ? options.Endpoint
            : new(options.Endpoint.AbsoluteUri.TrimEnd('/') + "/v1/" + signal);
        to.TimeoutMilliseconds = Patience;
        if (options.Headers is { } headers)
        {
            to.Headers = headers;
        }
    }

    private sealed class Forwarding(ILoggerFactory to) : ILoggerProvider
    {
        public ILogger CreateLogger(string categoryName) => to.CreateLogger(categoryName);

        // The factory is the SDK's own.
        public void Dispose() { }
    }
}
