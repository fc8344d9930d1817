using Alerting.Adapters.Channels.Http;
using Alerting.Core.Configuration.Http;
using Alerting.Core.Logs;
using Alerting.Core.Ports;

namespace Alerting.Adapters.Logs;

/// <summary>A query as a call to a vendor.</summary>
/// <param name="Url">Where to.</param>
/// <param name="Body">JSON.</param>
/// <param name="Http">TLS, proxy, who we are.</param>
internal sealed record VendorQuery(string Url, ReadOnlyMemory<byte> Body, HttpConfig Http)
{
    private static readonly KeyValuePair<string, string>[] Usual = [new("Accept", "application/json")];

    /// <summary>Headers of the vendor's own.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    /// <summary>What of the vendor's words on a failure is worth to be told; null: all of them.</summary>
    public Func<string, string?> Reason { get; init; } = VendorReason.Of;

    /// <summary>
    /// The answer of success as text, or what came instead; both null where it is larger than what is read.
    /// </summary>
    public async Task<(string? Text, LogAnswer? Instead)> Ask(
        Outbound outbound, LogSourceSettings source, CancellationToken deadline)
    {
        if (Http.NotBuilt is { } missing)
        {
            return (null, new LogAnswer.Failed($"not built yet: {missing}", CanHelp: false));
        }

        var headers = ConfiguredHeaders.Of(Http);
        if (!headers.AreSendable || SecretUrl.Documented(Url, headers, []) is not { } url)
        {
            return (null, new LogAnswer.Failed("its address or a header is none that can be sent", CanHelp: false));
        }

        var post = new OutboundPost(url, Body, [.. Usual, .. Headers], WantsBody: true)
        {
            Http = Http,
            LongestBody = source.MostBytes,
        };
        var exchange = await outbound.Post(post, deadline);
        deadline.ThrowIfCancellationRequested();
        return exchange switch
        {
            Exchange.Answered answer => Judge(answer, url),
            Exchange.Failed failed => (
                null, new LogAnswer.Failed(failed.Receipt.Why, failed.Receipt is not Receipt.Refused)),
            _ => throw new NotSupportedException($"No such exchange: {exchange.GetType().Name}"),
        };
    }

    private (string? Text, LogAnswer? Instead) Judge(Exchange.Answered answer, SecretUrl url)
    {
        if (!answer.IsSuccess)
        {
            var canHelp = answer.Status is 408 or 425 or 429 or >= 500;
            var said = Reason(answer.Body) is { } reason ? answer with { Body = reason } : answer;
            var why = Words.OneLine(UrlOf.Said(said, url));
            return (null, new LogAnswer.Failed(why, canHelp) { After = answer.RetryAfter });
        }

        return answer.IsCut ? (null, null)
            : !answer.IsWhole ? (null, new LogAnswer.Failed($"{url.Shown} broke off its answer", CanHelp: true))
            : (answer.Body, null);
    }
}
