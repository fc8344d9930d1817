using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Alerting.Adapters.Channels.Email.Letters;
using Alerting.Adapters.Channels.Http;
using Alerting.Adapters.Configuration;
using Alerting.Core.Configuration.Integrations;
using Alerting.Core.Ports;

namespace Alerting.Adapters.Channels.SendGrid;

/// <summary>
/// Mail through SendGrid's API v3, all recipients in one request: it is taken for all of them or for none. There is no
/// key of a request, so a repeat is a second mail; it has the message id of the first.
/// </summary>
/// <remarks>Taken is not delivered: what its suppression lists drop is seen in its own activity feed alone.</remarks>
public sealed class SendGridChannel(Outbound outbound) : IChannel
{
    private const string Path = "/v3/mail/send";
    private const string CreditsHint = " (the credits of the account are used up; the key may be right)";

    /// <inheritdoc/>
    public string Kind => "sendgrid";

    /// <inheritdoc/>
    public bool Deduplicates => false;

    /// <inheritdoc/>
    public async Task<Receipt> Send(Notification notification, CancellationToken deadline)
    {
        var sendGrid = (Integration.SendGrid)notification.Integration;
        if (!TryKey(sendGrid, out var key, out var fault)
            || !UrlOf.TryOpen(
                sendGrid, sendGrid.Http, (sendGrid.ApiUrl.TrimEnd('/') + Path, [key]), out var url, out fault))
        {
            return fault;
        }

        if (!LetterWriter.TryWrite(notification, LetterTemplates.Of(sendGrid), out var letter, out var refused))
        {
            return refused;
        }

        var body = SendGridBody.Write(letter, sendGrid);
        if (Unfit(letter, body.Length) is { } unfit)
        {
            return new Receipt.Refused(unfit);
        }

        var post = new OutboundPost(url, body, [new("Authorization", "Bearer " + key)], WantsBody: false)
        {
            Http = sendGrid.Http,
            Allow = notification.OutboundAllow,
            ReadHeaders = [SendGridAnswer.Id, SendGridAnswer.Reset],
        };
        return (await outbound.Post(post, deadline)).Judged(answer => Judge(answer, url, letter, sendGrid.Sandbox));
    }

    private static bool TryKey(
        Integration.SendGrid sendGrid, [NotNullWhen(true)] out string? key, [NotNullWhen(false)] out Receipt? fault)
    {
        if (SecretTrial.TryMake(() => sendGrid.ApiKey.RevealAs("api_key_file"), out key, out fault)
            && (key.Length == 0 || !key.All(c => c is > ' ' and <= '~')))
        {
            fault = new Receipt.Refused("the key is not one that a header may hold");
        }

        return fault is null;
    }

    private static string? Unfit(Letter letter, int bytes) =>
        letter.From.NeedsUtf8 ? "SendGrid takes no sender beyond ASCII"
        : SendGridBody.Reachable(letter).IsEmpty ? "SendGrid takes no address beyond ASCII, and there is no other one"
        : bytes > SendGridBody.MostBytes
            ? string.Create(
                CultureInfo.InvariantCulture,
                $"the request has {bytes} bytes, SendGrid takes {SendGridBody.MostBytes} at the most")
        : null;

    // "Errors" of the v3 API: 5xx are of SendGrid's making; of these only 503 says that nothing was done.
    private Receipt Judge(Exchange.Answered answer, SecretUrl url, Letter letter, bool isSandbox)
    {
        var said = UrlOf.Said(answer with { Body = SendGridAnswer.Words(answer.Body) }, url);
        return answer.Status switch
        {
            202 => Delivered(said, answer, letter),
            200 => isSandbox ? Delivered(said, answer, letter) : new Receipt.Unknown(said + " (202 was expected)"),
            > 200 and < 300 => new Receipt.Unknown(said + " (202 was expected)"),
            401 => new Receipt.Refused(IsSpent(answer) ? said + CreditsHint : said),
            429 or 503 => new Receipt.Deferred(said, SendGridAnswer.Wait(answer, outbound.Time.GetUtcNow())),
            408 or >= 500 => new Receipt.Unknown(said),
            _ => new Receipt.Refused(said),
        };
    }

    private static bool IsSpent(Exchange.Answered answer) =>
        answer.Body.Contains("credits exceeded", StringComparison.OrdinalIgnoreCase);

    // The root of the thread comes first: the next mail of the same trouble answers to it.
    private static Receipt.Delivered Delivered(string said, Exchange.Answered answer, Letter letter)
    {
        var unreached = letter.Invalid + letter.To.Length - SendGridBody.Reachable(letter).Length;
        var reference = $"{letter.Root} {SendGridAnswer.MessageId(answer)}".Trim();
        var more = string.Create(CultureInfo.InvariantCulture, $"entries that are no address for it: {unreached}");
        return new Receipt.Delivered(said) { Reference = reference.Length > 0 ? reference : null }
            .WithFlaw(unreached > 0 ? more : null)
            .WithFlaw(Flaws.OfTemplate(letter.Fault));
    }
}
