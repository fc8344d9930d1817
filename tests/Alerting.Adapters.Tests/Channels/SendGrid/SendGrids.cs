using Alerting.Adapters.Channels.Http;
using Alerting.Adapters.Channels.SendGrid;
using Alerting.Core.Configuration;
using Alerting.Core.Configuration.Integrations;
using Alerting.Core.Ports;
using Alerting.Testing.Vendors;

namespace Alerting.Adapters.Tests.Channels.SendGrid;

/// <summary>Notices to send through SendGrid.</summary>
internal static class SendGrids
{
    public static Integration.SendGrid Usual(VendorServer api) => new()
    {
        Index = 0,
        SendResolved = true,
        ApiKey = Secret.Inline(SendGridApi.Key),
        ApiUrl = api.Url,
        To = "a@example.com",
        From = "Alerts <alerts@example.com>",
        Subject = "[FIRING:1] A",
        Text = "It burns.",
        Html = "",
    };

    public static async Task<Receipt> Send(
        Integration.SendGrid sendGrid, Func<Notification, Notification> change, TimeProvider clock,
        CancellationToken deadline)
    {
        using var outbound = new Outbound(new(), clock);
        return await new SendGridChannel(outbound).Send(change(Notices.Of(sendGrid)), deadline);
    }
}
