using Alerting.Testing.Azure;
using Alerting.Testing.Processes;
using Microsoft.AspNetCore.Http;

namespace Alerting.Testing.Functions;

/// <summary>What a stand-in for the Functions host runs, and how.</summary>
public sealed record FunctionsHostOptions
{
    /// <summary>The script root: <c>host.json</c> and one folder per function.</summary>
    public string Folder { get; init; } = ScriptRoot.Folder;

    /// <summary>
    /// App settings: the handler's environment, and what <c>%NAME%</c>, <c>connection</c>,
    /// <c>AzureWebJobs.NAME.Disabled</c> and <c>AzureFunctionsJobHost__</c> are read from.
    /// </summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();

    /// <summary>
    /// Where queue functions receive; null: none of them listens. Its clock must be <see cref="Time"/>.
    /// </summary>
    public ServiceBusServer? Bus { get; init; }

    /// <summary>The functions that listen here, as in one scale group of a Flex plan; null: all.</summary>
    public IReadOnlyCollection<string>? Functions { get; init; }

    /// <summary>Runs timers when their schedules say; false: only <see cref="FunctionsHost.RunTimer"/> does.</summary>
    public bool RunsTimers { get; init; }

    /// <summary>As Core Tools do: envelopes with a Content-Length, and no function key is asked for.</summary>
    public bool IsCoreTools { get; init; }

    /// <summary>How long the handler has to answer <c>GET /</c>; null: as host.json says, else 30 s.</summary>
    public TimeSpan? InitializationTimeout { get; init; }

    /// <summary>When a function is given up and the handler killed; null: as host.json says, else 30 min.</summary>
    public TimeSpan? FunctionTimeout { get; init; }

    /// <summary>
    /// The clock of timeouts, locks and payloads. Processes start on the machine's, whatever this is.
    /// </summary>
    public TimeProvider Time { get; init; } = RealClock.Instance;

    /// <summary>What answers in the place of the executable; null: the executable that host.json names.</summary>
    public RequestDelegate? Handler { get; init; }
}
