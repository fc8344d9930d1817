using System.Text.Json;
using Alerting.Adapters.Channels.Http;
using Alerting.Adapters.Channels.Slack;
using Alerting.Core.Configuration;
using Alerting.Core.Configuration.Integrations;
using Alerting.Core.Ports;
using Alerting.Testing;
using Alerting.Testing.Vendors;
using Alerting.Testing.Vendors.Slack;

namespace Alerting.Adapters.Tests.Channels.Slack;

/// <summary>Sends through the channel, and reads what arrived.</summary>
internal static class SlackSends
{
    public static async Task<Receipt> Send(
        Notification notification, CancellationToken deadline, FixedClock? clock = null)
    {
        using var outbound = new Outbound(new(), clock ?? new());
        return await new SlackChannel(outbound).Send(notification, deadline);
    }

    /// <summary>Through a bot's token.</summary>
    public static Integration.Slack Bot(SlackServer slack) => new()
    {
        Index = 0,
        SendResolved = true,
        ApiUrl = Secret.Inline(slack.PostMessage),
        AppToken = Secret.Inline(SlackServer.Token),
        Channel = "#ml-alerts",
    };

    /// <summary>What a request said.</summary>
    public static JsonElement Body(this VendorRequest request) => JsonElement.Parse(request.Body.Span);

    /// <summary>The text of a message and those of its blocks, in order.</summary>
    public static string[] Texts(JsonElement message) =>
    [
        message.GetProperty("text").GetString()!,
        .. message.TryGetProperty("attachments", out var attachments)
            ? attachments.EnumerateArray().SelectMany(one => one.GetProperty("blocks").EnumerateArray()).SelectMany(Of)
            : [],
    ];

    private static IEnumerable<string> Of(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(member =>
            member.Name == "text" && member.Value.ValueKind == JsonValueKind.String
                ? [member.Value.GetString()!]
                : Of(member.Value)),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(Of),
        _ => [],
    };
}
