using System.Globalization;

namespace Alerting.Core.Configuration.Integrations;

/// <summary>One way a receiver is told: one element of a <c>…_configs</c> list. A closed family.</summary>
/// <remarks>A text marked "template" is Go template text; null where nothing was configured: the channel's default
/// applies.</remarks>
public abstract partial record Integration
{
    private Integration() { }

    /// <summary>The kind of channel: <c>slack</c>, <c>webhook</c>, <c>inbox</c>, or the name of a type that has none
    /// yet.</summary>
    public abstract string Kind { get; }

    /// <summary>
    /// What was asked for and cannot be done yet, such as <c>payload</c>; null for none. Its notices end as refused:
    /// something else than was asked for would be wrong.
    /// </summary>
    public string? NotBuilt { get; init; }

    /// <summary>Place in the list of its kind, from 0.</summary>
    public required int Index { get; init; }

    /// <summary>Whether it is told that alerts are over.</summary>
    public required bool SendResolved { get; init; }

    /// <summary>
    /// Whether it is told what runs report, and not of alerts alone; of Weights &amp; Biases that takes <c>metrics</c>.
    /// </summary>
    public bool TakesStatuses => this is Prefect or Webhook or Inbox or Wandb { Metrics: true };

    /// <summary>
    /// What is added to <see cref="Id"/> where it stands in for the integrations of another receiver; empty: it is the
    /// receiver's own.
    /// </summary>
    public string StandIn { get; init; } = "";

    /// <summary>Identity inside the receiver, such as <c>slack[0]</c>; part of row keys.</summary>
    public string Id => string.Create(CultureInfo.InvariantCulture, $"{Kind}[{Index}]{StandIn}");

    /// <summary>
    /// The place at the vendor that rate limits and failures are counted for; integrations of a kind with equal
    /// destinations share them. Never holds a secret in clear. Empty: it has none of its own.
    /// </summary>
    public virtual string Destination => "";

    /// <summary>A type of Alertmanager's that has no channel yet.</summary>
    public sealed record Unbuilt : Integration
    {
        private readonly string type;

        /// <summary>All such types.</summary>
        public static IReadOnlyList<string> Types { get; } =
        [
            "discord", "incidentio", "jira", "mattermost", "msteams", "msteamsv2", "opsgenie", "pushover",
            "rocketchat", "sns", "telegram", "victorops", "webex", "wechat",
        ];

        /// <summary>One of that type, such as <c>opsgenie</c>.</summary>
        public Unbuilt(string type) => (this.type, NotBuilt) = (type, type + " notifications");

        /// <inheritdoc/>
        public override string Kind => type;
    }

    /// <summary>The local inbox, shown by <c>GET /api/inbox</c> and on the console.</summary>
    public sealed record Inbox : Integration
    {
        /// <inheritdoc/>
        public override string Kind => "inbox";
    }
}
