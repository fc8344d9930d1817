using Alerting.Core.Configuration.Http;
using Alerting.Core.Configuration.Integrations;
using Alerting.Core.Configuration.Reading.Global;
using Alerting.Core.Configuration.Reading.Http;
using Alerting.Core.Configuration.Reading.Receivers;
using Alerting.Core.Configuration.Reading.Schemas;

namespace Alerting.Core.Configuration.Reading.Beyond;

/// <summary><c>sendgrid_configs</c>. Limits of categories: SendGrid's API v3.</summary>
internal static class SendGridType
{
    private const int MostCategories = 10;
    private const int LongestCategory = 255;

    public static ReceiverType SendGrid { get; } = new("sendgrid", "SendGridConfig", ReceiverType.Calling(
        [
            .. Key.Of(Kind.Secret, "api_key"),
            .. Key.Of(Kind.Url, "api_url"),
            .. Key.Of(Kind.Text, "api_key_file", "to", "from", "reply_to", "subject", "html", "text"),
            .. Key.Of(Kind.Truth, "sandbox"),
            .. Key.Of(Kind.Texts, "categories"),
        ],
        [
            .. OwnRules.Secret("api_key", "sendgrid"),
            OwnRules.Callable("api_url"),
            Rules.Refuse("api_url", own => HasPath(own.Text("api_url")),
                "api_url is the API without a path, such as https://api.eu.sendgrid.com"),
            Rules.Need("to", "missing to address in sendgrid config"),
            Rules.Need("from", "missing from address in sendgrid config"),
            Rules.Refuse("categories", own => own.Items<string>("categories").Count() > MostCategories,
                "at most 10 categories"),
            Rules.Refuse("categories", own => !own.Items<string>("categories").All(IsCategory),
                "a category has 1 to 255 characters, all ASCII"),
            Rules.Refuse("categories", HasTwice, "a category is named twice"),
            OwnRules.Alone("api_key"),
        ]))
    {
        TellsResolved = false,
        Build = Build,
    };

    private static bool HasPath(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var parsed)
        && (parsed.PathAndQuery != "/" || parsed.Fragment.Length > 0);

    private static bool IsCategory(string category) =>
        category.Length is > 0 and <= LongestCategory && category.All(char.IsAscii);

    private static bool HasTwice(Section own)
    {
        var categories = own.Items<string>("categories").ToArray();
        return categories.Distinct(StringComparer.Ordinal).Count() < categories.Length;
    }

    private static Integration Build(Section own, int index, GlobalSettings settings)
    {
        Reachable.WarnOfRecipients(own, "to", "reply_to");
        Reachable.WarnOfSender(own, "from");
        return Of(own, index, settings);
    }

    private static Integration Of(Section own, int index, GlobalSettings settings) => new Integration.SendGrid
    {
        Index = index,
        SendResolved = own.Truth("send_resolved", otherwise: false),
        ApiKey = settings.Files.Find(own, "api_key") ?? Secret.Inline(""),
        ApiUrl = OwnRules.UrlOf(own, "api_url") ?? Integration.SendGrid.UsualApiUrl,
        To = own.Text("to"),
        From = own.Text("from"),
        ReplyTo = own.Text("reply_to"),
        Subject = own.TextOrDefault("subject"),
        Html = own.TextOrDefault("html"),
        Text = own.TextOrDefault("text"),
        Sandbox = own.Truth("sandbox", otherwise: false),
        Categories = [.. own.Items<string>("categories")],
        Http = HttpReader.Read(own.Below("http_config"), HttpConfig.Usual, settings.Files),
    };
}
