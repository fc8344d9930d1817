namespace Alerting.Core.Configuration.Writing;

/// <summary>What an element takes from <c>global</c>.</summary>
/// <param name="Unless">Nothing is taken when it says one of these itself.</param>
/// <param name="Keys">Its key, and the one of <c>global</c>.</param>
internal sealed record Inheritance(string[] Unless, params (string Own, string Global)[] Keys)
{
    /// <summary>One key.</summary>
    public static Inheritance Of(string own, string global) => new([own], (own, global));

    /// <summary>A key or its <c>_file</c>.</summary>
    public static Inheritance Pair(string own, string global) =>
        new([own, own + "_file"], (own, global), (own + "_file", global + "_file"));
}

/// <summary>How the elements of a list of integrations are printed.</summary>
/// <param name="Type">The name of the type, such as <c>slack</c>.</param>
/// <param name="Form">How an element is printed.</param>
/// <param name="Inherits">What it takes from <c>global</c>, besides the whole of <c>http_config</c>.</param>
internal sealed record ReceiverForm(string Type, Form Form, params Inheritance[] Inherits)
{
    /// <summary>Whether the <c>http_config</c> of <c>global</c> is printed where it has none itself.</summary>
    public bool InheritsHttp { get; init; } = true;

    /// <summary>
    /// Whether its <c>api_url</c> ends with a slash, also when it was written without one; so does then that of
    /// <c>global</c>, where that is taken.
    /// </summary>
    public bool HasFolder { get; init; }

    /// <summary>All types in the order of Alertmanager's structure.</summary>
    public static IReadOnlyList<ReceiverForm> All { get; } =
    [
        ChatForms.Discord, ServiceForms.Email, Later("incidentio", resolved: true), ServiceForms.Pagerduty,
        ChatForms.Slack, ServiceForms.Webhook, ServiceForms.Opsgenie, ChatForms.Wechat, ServiceForms.Pushover,
        ServiceForms.Victorops, ServiceForms.Sns, ChatForms.Telegram, ChatForms.Webex,
        Later("msteams", resolved: true), Later("msteamsv2", resolved: true), Later("jira", resolved: true),
        Later("rocketchat", resolved: false), Later("mattermost", resolved: true),
    ];

    /// <summary>The keys that nearly every type has, before its own.</summary>
    public static Form Calling(bool resolved, IEnumerable<Field> fields) =>
        new([Field.Truth("send_resolved", resolved), HttpForms.Field, .. fields]);

    // Of a type that 0.25 does not know only what is written is printed.
    private static ReceiverForm Later(string type, bool resolved) =>
        new(type, Calling(resolved, [])) { InheritsHttp = false };
}
