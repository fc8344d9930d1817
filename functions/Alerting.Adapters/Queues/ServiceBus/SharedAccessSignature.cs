using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Azure.Core;
using Azure.Core.Pipeline;

namespace Alerting.Adapters.Queues.ServiceBus;

/// <summary>
/// Signs each try with a token over the whole namespace, good for an hour and made anew five minutes before its end.
/// https://learn.microsoft.com/azure/service-bus-messaging/service-bus-sas
/// </summary>
internal sealed class SharedAccessSignature(Uri endpoint, string keyName, string key, TimeProvider time)
    : HttpPipelineSynchronousPolicy
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);
    private static readonly TimeSpan Ahead = TimeSpan.FromMinutes(5);

    private volatile Token? current;

    public override void OnSendingRequest(HttpMessage message) =>
        message.Request.Headers.SetValue("Authorization", Fresh().Text);

    // Two that find it old at once both make one: either is good.
    private Token Fresh()
    {
        var now = time.GetUtcNow();
        if (current is not { } token || token.Until - Ahead <= now)
        {
            current = token = Sign(now + Lifetime);
        }

        return token;
    }

    // The key is signed with as text: it is not base64 to be decoded, as a storage key is.
    private Token Sign(DateTimeOffset until)
    {
        var resource = Uri.EscapeDataString(endpoint.AbsoluteUri);
        var expiry = until.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var signature = Convert.ToBase64String(
            HMACSHA256.HashData(Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes(resource + "\n" + expiry)));
        var text = $"SharedAccessSignature sr={resource}&sig={Uri.EscapeDataString(signature)}&se={expiry}"
            + $"&skn={Uri.EscapeDataString(keyName)}";
        return new(text, until);
    }

    private sealed class Token(string text, DateTimeOffset until)
    {
        public string Text => text;

        public DateTimeOffset Until => until;
    }
}
