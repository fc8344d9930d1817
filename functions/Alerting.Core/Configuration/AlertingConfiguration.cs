using System.Collections.Frozen;
using System.Collections.Immutable;
using Alerting.Core.Alerts;
using Alerting.Core.Configuration.Delivery;
using Alerting.Core.Configuration.Integrations;
using Alerting.Core.Configuration.Writing;
using Alerting.Core.Inhibition;
using Alerting.Core.Jobs.Registry;
using Alerting.Core.Logs;
using Alerting.Core.Redaction;
using Alerting.Core.Routing;
using Alerting.Core.Routing.Intervals;
using Alerting.Core.Sources.Mapped;
using Alerting.Core.Templates;

namespace Alerting.Core.Configuration;

/// <summary>The validated configuration: <c>alertmanager.yml</c> and <c>alerting.yml</c> as one.</summary>
public sealed record AlertingConfiguration
{
    // Made when first asked for; a copy with other routes or receivers must not keep those of its original.
    private RouteTree? tree;
    private Inhibitor? inhibitor;
    private FrozenDictionary<string, Receiver>? byName;
    private StandIns? standIns;
    private Redactor? redactor;

    /// <summary>
    /// What applies without any file: one receiver, <c>inbox</c>, is told of everything, grouped by <c>alertname</c>.
    /// </summary>
    public static AlertingConfiguration BuiltIn { get; } = Alone(
        [new("inbox", [new Integration.Inbox { Index = 0, SendResolved = true }])]);

    /// <summary>
    /// After how long a timed alert without <c>endsAt</c> counts as resolved; <c>global.resolve_timeout</c>, default 5
    /// min.
    /// </summary>
    public TimeSpan ResolveTimeout { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>The root of the route tree.</summary>
    public required Route Route
    {
        get;
        init => (field, tree) = (value, null);
    }

    /// <summary>The receivers, in the order of the file; names are unique.</summary>
    public required ImmutableArray<Receiver> Receivers
    {
        get;
        init => (field, byName, standIns) = (value, null, null);
    }

    /// <summary>Which alerts hold back which others, in the order of the file.</summary>
    public ImmutableArray<InhibitRule> InhibitRules
    {
        get;
        init => (field, inhibitor) = (value, null);
    } = [];

    /// <summary>The intervals that routes name; names are unique.</summary>
    public ImmutableArray<TimeInterval> TimeIntervals { get; init; } = [];

    /// <summary>The globs of files with templates, in the order of the file; relative ones to its folder.</summary>
    public ImmutableArray<string> Templates { get; init; } = [];

    /// <summary>The templates: ours, and those of the files that <see cref="Templates"/> names.</summary>
    public TemplateSet TemplateSet { get; init; } = TemplateSet.BuiltIn;

    /// <summary>SHA-256 of those files, 64 lower-case hex digits; empty where there are none.</summary>
    public string TemplatesHash { get; init; } = "";

    /// <summary>How notices are handed to vendors.</summary>
    public DeliverySettings Delivery
    {
        get;
        init => (field, standIns) = (value, null);
    } = DeliverySettings.Usual;

    /// <summary>
    /// How long a notice is tried before it is given up; <c>alerting.yml: max_age</c>, default 72 h, at least 1 min.
    /// </summary>
    public TimeSpan MaxAge { get; init; } = TimeSpan.FromHours(72);

    /// <summary>
    /// After how long without mention an explicit alert ends; <c>alerting.yml: stale_after</c>, default 24 h, at least
    /// 1 min.
    /// </summary>
    public TimeSpan StaleAfter { get; init; } = TimeSpan.FromHours(24);

    /// <summary>The jobs that are declared.</summary>
    public JobRegistry Jobs { get; init; } = JobRegistry.Empty;

    /// <summary>Who is told of what runs report, in the order of the file; each that matches counts.</summary>
    public ImmutableArray<StatusRule> StatusRules { get; init; } = [];

    /// <summary>How JSON that no source of ours knows is read; names are unique.</summary>
    public ImmutableArray<MappedSource> Sources { get; init; } = [];

    /// <summary>Where the log context of alerts comes from.</summary>
    public LogSettings Logs { get; init; } = LogSettings.Usual;

    /// <summary>What is taken out of texts before they are stored or sent.</summary>
    public RedactionSettings Redaction
    {
        get;
        init => (field, redactor) = (value, null);
    } = RedactionSettings.Usual;

    /// <summary>Takes it out.</summary>
    public Redactor Redactor =>
        redactor ??= ReferenceEquals(Redaction, RedactionSettings.Usual) ? Redactor.Usual : new(Redaction);

    /// <summary>Where what is told differs from Alertmanager on somebody's wish.</summary>
    public Behaviour Behaviour { get; init; }

    /// <summary>
    /// <c>alertmanager.yml</c> as <c>GET /api/v2/status</c> states it: YAML with defaults filled in and secrets hidden.
    /// Empty for a configuration that was made and not read.
    /// </summary>
    public string Original { get; init; } = "";

    /// <summary>The routes as a tree that finds its way fast.</summary>
    public RouteTree Routes => tree ??= new(Route);

    /// <summary>The inhibition rules, arranged so that an alert meets only those that may be about it.</summary>
    public Inhibitor Inhibitor => inhibitor ??= new(InhibitRules);

    /// <summary>What applies without <c>alertmanager.yml</c>: one receiver is told of everything.</summary>
    /// <param name="receivers">At least one.</param>
    /// <param name="told">Its name; null: the first.</param>
    internal static AlertingConfiguration Alone(ImmutableArray<Receiver> receivers, string? told = null)
    {
        var route = new Route { Receiver = told ?? receivers[0].Name, GroupBy = ["alertname"] };
        var names = receivers.Select(receiver => receiver.Name);
        return new() { Route = route, Receivers = receivers, Original = OriginalWriter.Write(route, names) };
    }

    private FrozenDictionary<string, Receiver> ByName =>
        byName ??= Receivers.ToFrozenDictionary(receiver => receiver.Name, StringComparer.Ordinal);

    /// <summary>The receiver of that name; one that is told nothing where a configuration no longer has it.</summary>
    public Receiver ReceiverNamed(string name) => ByName.GetValueOrDefault(name) ?? new Receiver(name, []);

    /// <summary>
    /// What is told in place of a receiver's own integrations while one of them cannot be: those of its fallback, and
    /// the inbox always.
    /// </summary>
    public ImmutableArray<Integration> StandInsOf(string receiver) =>
        (standIns ??= new(Receivers, Delivery)).Of(receiver);

    /// <summary>A receiver's own integration or one that stands in, by its id; null where there is none.</summary>
    public Integration? IntegrationOf(string receiver, string id) =>
        ReceiverNamed(receiver).Integrations.Concat(StandInsOf(receiver))
            .FirstOrDefault(it => string.Equals(it.Id, id, StringComparison.Ordinal));
}

/// <summary>Who is told, by name.</summary>
/// <param name="Name">Unique, not empty.</param>
/// <param name="Integrations">The ways it is told; may be empty (told nothing).</param>
public sealed record Receiver(string Name, ImmutableArray<Integration> Integrations)
{
    /// <summary>What can be asked for by <c>receiver_matchers</c>: its own labels, and <c>name</c>.</summary>
    public LabelSet Labels { get; init; } = LabelSet.From([new("name", Name)]);
}
