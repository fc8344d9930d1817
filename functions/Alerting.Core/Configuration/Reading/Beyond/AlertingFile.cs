using System.Collections.Immutable;
using Alerting.Core.Configuration.Delivery;
using Alerting.Core.Configuration.Reading.Beyond.Mapping;
using Alerting.Core.Configuration.Reading.Global;
using Alerting.Core.Configuration.Reading.Http;
using Alerting.Core.Configuration.Reading.Jobs;
using Alerting.Core.Configuration.Reading.Logs;
using Alerting.Core.Configuration.Yaml;
using Alerting.Core.Jobs.Registry;
using Alerting.Core.Logs;
using Alerting.Core.Redaction;
using Alerting.Core.Sources.Mapped;

namespace Alerting.Core.Configuration.Reading.Beyond;

/// <summary>What <c>alerting.yml</c> says, which Alertmanager's file has no words for.</summary>
/// <param name="Receivers">Additions to receivers, and receivers of its own.</param>
/// <param name="Additions">What it says of receivers besides their integrations.</param>
internal sealed record AlertingFile(ImmutableArray<Receiver> Receivers, ReceiverAdditions Additions)
{
    /// <summary>Null when not configured.</summary>
    public TimeSpan? MaxAge { get; private init; }

    /// <summary>Null when not configured.</summary>
    public TimeSpan? StaleAfter { get; private init; }

    /// <summary>Where it differs from Alertmanager.</summary>
    public Behaviour Behaviour { get; private init; }

    /// <summary>How notices are handed over, without the fallbacks: those wait until all receivers are known.</summary>
    public DeliverySettings Delivery { get; private init; } = DeliverySettings.Usual;

    /// <summary>The name of the receiver that all others fall back to; null when not configured.</summary>
    public YamlValue? Fallback { get; private init; }

    /// <summary>What is declared of jobs.</summary>
    public JobRegistry Jobs { get; private init; } = JobRegistry.Empty;

    /// <summary>Who is told of what runs report; the names of receivers wait until all are known.</summary>
    public ImmutableArray<StatusEntry> Status { get; private init; } = [];

    /// <summary>How JSON of any shape is read.</summary>
    public ImmutableArray<MappedSource> Sources { get; private init; } = [];

    /// <summary>Where the log context of alerts comes from.</summary>
    public LogSettings LogContext { get; private init; } = LogSettings.Usual;

    /// <summary>What is taken out of texts.</summary>
    public RedactionSettings Redaction { get; private init; } = RedactionSettings.Usual;

    /// <summary>Who stands in for whom.</summary>
    public FallbackRules Fallbacks => new(Fallback, Additions.Fallbacks);

    public static AlertingFile? Read(ConfigurationText text, Findings findings, Func<string, bool> fileExists)
    {
        findings.OurFile = text.Name;
        if (Document.Open(text, findings) is not { } map)
        {
            return null;
        }

        // Nothing of alertmanager.yml's global applies: its token is not meant for these services.
        var settings = new GlobalSettings(null, new SecretFiles(fileExists, text.Folder));
        var additions = new ReceiverAdditions(settings.Files);
        var receivers = new ReceiverReader(ListsOf(settings), haveLabels: false, additions.Take)
            .Read(map.TakeList("receivers", "[]config.Receiver"));
        var file = new AlertingFile(receivers, additions)
        {
            MaxAge = map.TakeDurationOfMinutes("max_age"),
            StaleAfter = map.TakeDurationOfMinutes("stale_after"),
            Behaviour = ReadBehaviour(map),
            Delivery = DeliveryReader.Read(map),
            Fallback = map.TakeName("fallback"),
            Jobs = JobsReader.Read(map.Take("jobs")),
            Status = StatusReader.Read(map, text.Mode),
            Sources = SourcesReader.Read(map),
            LogContext = LogsReader.Read(map, text.Mode, settings.Files),
            Redaction = RedactionReader.Read(map),
        };
        map.RefuseRest();
        return file;
    }

    private static IntegrationList[] ListsOf(GlobalSettings settings) =>
    [
        .. OwnTypes.All.Select(type => new IntegrationList(
            type.ListKey, type.ListType, (element, index) => type.Read(element, index, settings))),
    ];

    private static Behaviour ReadBehaviour(YamlMap map)
    {
        if (map.TakeSet("behaviour")?.AsMap() is not { } behaviour)
        {
            return default;
        }

        var read = new Behaviour(
            behaviour.TakeTruth("resolved_passes_through", otherwise: false),
            behaviour.TakeTruth("announces_after", otherwise: false));
        behaviour.RefuseRest();
        return read;
    }
}
