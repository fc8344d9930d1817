using System.Globalization;

namespace Alerting.Core.Configuration;

/// <summary>One way a receiver is told: one element of a <c>…_configs</c> list. A closed family.</summary>
public abstract record Integration
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

    /// <summary>Identity inside the receiver, such as <c>slack[0]</c>; part of row keys.</summary>
    public string Id => string.Create(CultureInfo.InvariantCulture, $"{Kind}[{Index}]");

    /// <summary>A Slack incoming webhook.</summary>
    public sealed record Slack : Integration
    {
        /// <inheritdoc/>
        public override string Kind => "slack";

        /// <summary>The hook's URL; http or https.</summary>
        public required Secret ApiUrl { get; init; }

        /// <summary>Channel override of legacy hooks; may be empty.</summary>
        public string Channel { get; init; } = "";

        /// <summary>User name override of legacy hooks; may be empty.</summary>
        public string Username { get; init; } = "";

        /// <summary>How it is called.</summary>
        public HttpConfig Http { get; init; } = HttpConfig.Usual;
    }

    /// <summary>A webhook that is sent Alertmanager's version 4 payload.</summary>
    public sealed record Webhook : Integration
    {
        /// <inheritdoc/>
        public override string Kind => "webhook";

        /// <summary>Where to; http or https.</summary>
        public required Secret Url { get; init; }

        /// <summary>Alerts at the most in one payload; 0 = all.</summary>
        public int MaxAlerts { get; init; }

        /// <summary>Own deadline of a call; zero = the send deadline.</summary>
        public TimeSpan Timeout { get; init; }

        /// <summary>How it is called.</summary>
        public HttpConfig Http { get; init; } = HttpConfig.Usual;
    }

    /// <summary>A type of Alertmanager's that has no channel yet.</summary>
    public sealed record Unbuilt : Integration
    {
        private readonly string type;

        /// <summary>All such types.</summary>
        public static IReadOnlyList<string> Types { get; } =
        [
            "discord", "email", "incidentio", "jira", "mattermost", "msteams", "msteamsv2", "opsgenie", "pagerduty",
            "pushover", "rocketchat", "sns", "telegram", "victorops", "webex", "wechat",
        ];

        /// <summary>One of that type, such as <c>pagerduty</c>.</summary>
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
