using System.Text;
using Alerting.Core.Alerts;
using Alerting.Core.Configuration.Integrations;
using Alerting.Core.Ports;
using Alerting.Core.Templates;

namespace Alerting.Adapters.Channels.Slack.Looks;

/// <summary>
/// A message as Alertmanager sends it, byte for byte: order of members, those left out when empty, escapes, the newline
/// at the end. Its texts are the user's own markup and are not escaped. What people must know before they act stands in
/// the text of the message, above the attachment.
/// </summary>
internal sealed class SlackAttachment(Notification notification, SlackTexts texts)
{
    // Source: Slack's reference of attachments, as Alertmanager reads it.
    private const int TitleRunes = 1024;

    private readonly SlackLook look = ((Integration.Slack)notification.Integration).Look;
    private readonly GoJson json = new();

    /// <summary>The message; throws <see cref="TemplateException"/> when any text fails.</summary>
    public ReadOnlyMemory<byte> Write(SlackHead head)
    {
        json.BeginObject();
        Member("channel", head.Channel);
        Member("ts", head.Changes?.Timestamp ?? "");
        if (head.Changes is null)
        {
            Member("username", head.Username);
            Member("icon_emoji", texts.Of(look.IconEmoji, "iconemoji"));
            Member("icon_url", texts.Of(look.IconUrl, "iconurl"));
        }

        if (look.LinkNames)
        {
            json.Name("link_names").Truth(true);
        }

        Member("text", Above(texts.Of(look.MessageText ?? "")));
        json.Name("attachments").BeginArray();
        WriteAttachment();
        return json.EndArray().EndObject().EndLine().Written;
    }

    private string Above(string text)
    {
        var notes = new StringBuilder().Notes(notification, null);
        return notes.Append(notes.Length > 0 && text.Length > 0 ? "\n" : "").Append(text).ToString();
    }

    private void WriteAttachment()
    {
        json.BeginObject();
        Member("title", Cut((notification.IsDrill ? SlackNotes.Drill : "") + texts.Of(look.Title, "title")));
        Member("title_link", texts.Of(look.TitleLink, "titlelink"));
        Member("pretext", texts.Of(look.Pretext, "pretext"));
        json.Name("text").Text(texts.Of(look.Text, "text"));
        json.Name("fallback").Text(texts.Of(look.Fallback, "fallback"));
        json.Name("callback_id").Text(texts.Of(look.CallbackId, "callbackid"));
        WriteFields();
        WriteActions();
        Member("image_url", texts.Of(look.ImageUrl ?? ""));
        Member("thumb_url", texts.Of(look.ThumbUrl ?? ""));
        json.Name("footer").Text(texts.Of(look.Footer, "footer"));
        Member("color", texts.Of(look.Color, "color"));
        json.Name("mrkdwn_in").BeginArray();
        foreach (var name in look.MrkdwnIn.IsEmpty ? ["fallback", "pretext", "text"] : look.MrkdwnIn)
        {
            json.Text(name);
        }

        json.EndArray().EndObject();
    }

    private void WriteFields()
    {
        if (look.Fields.IsEmpty)
        {
            return;
        }

        json.Name("fields").BeginArray();
        foreach (var field in look.Fields)
        {
            json.BeginObject();
            Member("title", texts.Of(field.Title));
            Member("value", texts.Of(field.Value));
            json.Name("short").Truth(field.Short ?? look.ShortFields).EndObject();
        }

        json.EndArray();
    }

    private void WriteActions()
    {
        if (look.Actions.IsEmpty)
        {
            return;
        }

        json.Name("actions").BeginArray();
        foreach (var action in look.Actions)
        {
            json.BeginObject();
            Member("type", texts.Of(action.Type));
            Member("text", texts.Of(action.Text));
            Member("url", texts.Of(action.Url));
            Member("style", texts.Of(action.Style));
            Member("name", texts.Of(action.Name));
            Member("value", texts.Of(action.Value));
            WriteConfirmation(action.Confirm);
            json.EndObject();
        }

        json.EndArray();
    }

    private void WriteConfirmation(SlackConfirmation? confirm)
    {
        if (confirm is null)
        {
            return;
        }

        json.Name("confirm").BeginObject();
        Member("text", texts.Of(confirm.Text));
        Member("title", texts.Of(confirm.Title));
        Member("ok_text", texts.Of(confirm.OkText));
        Member("dismiss_text", texts.Of(confirm.DismissText));
        json.EndObject();
    }

    private void Member(string name, string text)
    {
        if (text.Length > 0)
        {
            json.Name(name).Text(text);
        }
    }

    private static string Cut(string title)
    {
        var runes = 0;
        var kept = 0;
        foreach (var rune in title.EnumerateRunes())
        {
            kept += ++runes < TitleRunes ? rune.Utf16SequenceLength : 0;
        }

        return runes <= TitleRunes ? title : title[..kept] + "…";
    }
}
