using System.Diagnostics.CodeAnalysis;
using Alerting.Adapters.Channels.Http;
using Alerting.Adapters.Configuration;
using Alerting.Core.Configuration;
using Alerting.Core.Configuration.Http;
using Alerting.Core.Configuration.Integrations;
using Alerting.Core.Ports;

namespace Alerting.Adapters.Channels.Slack;

/// <summary>Where a Slack integration posts to, and how.</summary>
/// <param name="Integration">The integration.</param>
/// <param name="Url">The hook, or <c>chat.postMessage</c>.</param>
/// <param name="IsApi">Whether it is the Web API's.</param>
/// <param name="Http">How it is called; with the token where there is one.</param>
internal sealed record SlackAddress(Integration.Slack Integration, SecretUrl Url, bool IsApi, HttpConfig Http)
{
    private const string Method = "/api/chat.postMessage";

    /// <summary>
    /// Whether later notices of the same trouble change the message of the first: with a bot's token, which may do
    /// that, and where it is asked for.
    /// </summary>
    public bool Edits => IsEditing(Integration);

    /// <summary>The same of an integration.</summary>
    public static bool IsEditing(Integration.Slack integration) =>
        integration.AppToken is not null || integration.UpdateMessage;

    /// <summary>The address; otherwise the receipt of an attempt that cannot be made.</summary>
    public static bool TryOf(
        Integration.Slack integration,
        [NotNullWhen(true)] out SlackAddress? address, [NotNullWhen(false)] out Receipt? fault)
    {
        address = SecretTrial.TryMake(() => Authorized(integration), out var http, out fault)
            && UrlOf.TryReveal(integration, integration.ApiUrl, http, out var url, out fault)
            ? new(integration, url, IsMethod(integration, url), http)
            : null;
        return address is not null;
    }

    /// <summary>Another method of the same Web API, such as <c>chat.update</c>.</summary>
    public bool TryMethod(
        string method, [NotNullWhen(true)] out SecretUrl? url, [NotNullWhen(false)] out Receipt? fault) =>
        UrlOf.TryReveal(
            Integration, Secret.Inline(new Uri(Url.Uri, method).AbsoluteUri), Http, out url, out fault);

    private static HttpConfig Authorized(Integration.Slack integration) => integration.AppToken is { } token
        ? integration.Http.WithBearer(token.RevealAs("app_token_file"))
        : integration.Http;

    private static bool IsMethod(Integration.Slack integration, SecretUrl url) => integration.AppToken is not null
        || integration.UpdateMessage || url.Uri.AbsolutePath.EndsWith(Method, StringComparison.Ordinal);
}
