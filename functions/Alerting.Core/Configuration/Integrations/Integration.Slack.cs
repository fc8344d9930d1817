using System.Collections.Immutable;
using Alerting.Core.Configuration.Http;

namespace Alerting.Core.Configuration.Integrations;

public abstract partial record Integration
{
    /// <summary>Slack: an incoming webhook, or the Web API with a bot's token.</summary>
    public sealed record Slack : Integration
    {
        /// <inheritdoc/>
        public override string Kind => "slack";

        /// <summary>The hook's URL, or that of <c>chat.postMessage</c>; http or https.</summary>
        public required Secret ApiUrl { get; init; }

        /// <summary>The bot's token; null where there is none of its own (a hook, or one in
        /// <c>http_config</c>).</summary>
        public Secret? AppToken { get; init; }

        /// <summary>Where to; a template. A hook may ignore it.</summary>
        public string Channel { get; init; } = "";

        /// <summary>Name of the sender; a template; null: <c>slack.default.username</c>.</summary>
        public string? Username { get; init; }

        /// <summary>Whether later notices of a group change its message: <c>update_message</c>.</summary>
        public bool UpdateMessage { get; init; }

        /// <summary>Own deadline of a call; zero = the send deadline.</summary>
        public TimeSpan Timeout { get; init; }

        /// <summary>How Alertmanager's attachment looks, where anything of it is configured.</summary>
        public SlackLook Look { get; init; } = SlackLook.Usual;

        /// <summary>How it is called.</summary>
        public HttpConfig Http { get; init; } = HttpConfig.Usual;

        /// <inheritdoc/>
        public override string Destination => Secret.Mark(ApiUrl, AppToken, Channel);
    }
}

/// <summary>Alertmanager's fields of a Slack attachment. Each text is a template, null where it is not
/// configured.</summary>
public sealed record SlackLook
{
    /// <summary>Nothing configured.</summary>
    public static SlackLook Usual { get; } = new();

    /// <summary><c>color</c>.</summary>
    public string? Color { get; init; }

    /// <summary><c>title</c>.</summary>
    public string? Title { get; init; }

    /// <summary><c>title_link</c>.</summary>
    public string? TitleLink { get; init; }

    /// <summary><c>pretext</c>.</summary>
    public string? Pretext { get; init; }

    /// <summary><c>text</c>.</summary>
    public string? Text { get; init; }

    /// <summary><c>message_text</c>: the text of the message, beside the attachment.</summary>
    public string? MessageText { get; init; }

    /// <summary><c>footer</c>.</summary>
    public string? Footer { get; init; }

    /// <summary><c>fallback</c>.</summary>
    public string? Fallback { get; init; }

    /// <summary><c>callback_id</c>.</summary>
    public string? CallbackId { get; init; }

    /// <summary><c>icon_emoji</c>.</summary>
    public string? IconEmoji { get; init; }

    /// <summary><c>icon_url</c>.</summary>
    public string? IconUrl { get; init; }

    /// <summary><c>image_url</c>.</summary>
    public string? ImageUrl { get; init; }

    /// <summary><c>thumb_url</c>.</summary>
    public string? ThumbUrl { get; init; }

    /// <summary><c>short_fields</c>.</summary>
    public bool ShortFields { get; init; }

    /// <summary><c>link_names</c>.</summary>
    public bool LinkNames { get; init; }

    /// <summary><c>mrkdwn_in</c>; default where it is empty: fallback, pretext, text.</summary>
    public ImmutableArray<string> MrkdwnIn { get; init; } = [];

    /// <summary><c>fields</c>.</summary>
    public ImmutableArray<SlackField> Fields { get; init; } = [];

    /// <summary><c>actions</c>.</summary>
    public ImmutableArray<SlackAction> Actions { get; init; } = [];
}

/// <summary>A field of an attachment.</summary>
/// <param name="Title">A template.</param>
/// <param name="Value">A template.</param>
/// <param name="Short">Null: <c>short_fields</c> says.</param>
public sealed record SlackField(string Title, string Value, bool? Short);

/// <summary>A button of an attachment. All texts are templates and may be empty.</summary>
public sealed record SlackAction(
    string Type, string Text, string Url, string Style, string Name, string Value, SlackConfirmation? Confirm);

/// <summary>What is asked before a button acts. All texts are templates and may be empty.</summary>
public sealed record SlackConfirmation(string Text, string Title, string OkText, string DismissText);
