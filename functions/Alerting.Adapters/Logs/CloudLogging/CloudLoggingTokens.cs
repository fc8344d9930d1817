using System.Collections.Concurrent;
using System.Text.Json;
using Alerting.Adapters.Channels.Http;
using Alerting.Adapters.Configuration;
using Alerting.Core.Configuration;
using Alerting.Core.Configuration.Http;
using Alerting.Core.Logs;
using Alerting.Core.Ports;

namespace Alerting.Adapters.Logs.CloudLogging;

/// <summary>
/// Tokens of Google: of the machine's account from its metadata server, or of a service account for a signed JWT.
/// https://cloud.google.com/compute/docs/access/authenticate-workloads
/// https://developers.google.com/identity/protocols/oauth2/service-account
/// </summary>
internal sealed class CloudLoggingTokens(Outbound outbound, TimeProvider time, string metadata)
{
    /// <summary>The metadata server of every machine there.</summary>
    public const string UsualMetadata = "http://metadata.google.internal";

    private const int MostKept = 64;
    private const string MachinePath = "/computeMetadata/v1/instance/service-accounts/default/token";

    // Before its end, so that a query under way does not lose it.
    private static readonly TimeSpan Early = TimeSpan.FromMinutes(1);
    private static readonly KeyValuePair<string, string>[] Flavor = [new("Metadata-Flavor", "Google")];

    private readonly ConcurrentDictionary<string, (string Token, DateTimeOffset Until)> kept =
        new(StringComparer.Ordinal);

    /// <summary>A token and whether it was there before, or what came instead.</summary>
    public async Task<(string? Token, bool IsKept, LogAnswer? Instead)> Get(
        LogSourceSettings.CloudLogging source, CancellationToken deadline)
    {
        var (key, mark) = KeyOf(source);
        if (kept.TryGetValue(mark, out var known) && time.GetUtcNow() < known.Until)
        {
            return (known.Token, true, null);
        }

        var post = key is null ? OfMachine() : OfAccount(key, source.Http);
        var exchange = await outbound.Post(post, deadline);
        deadline.ThrowIfCancellationRequested();
        return exchange switch
        {
            Exchange.Answered { IsSuccess: true } answer => (Keep(mark, answer.Body), false, null),
            Exchange.Answered answer => (null, false, new LogAnswer.Failed(
                Words.OneLine($"no token: {UrlOf.Said(answer, post.Url)}"), answer.Status is 429 or >= 500)),
            Exchange.Failed failed => (null, false, new LogAnswer.Failed(
                "no token: " + failed.Receipt.Why, failed.Receipt is not Receipt.Refused)),
            _ => throw new NotSupportedException($"No such exchange: {exchange.GetType().Name}"),
        };
    }

    /// <summary>A token that was not taken is not given again.</summary>
    public void Drop(LogSourceSettings.CloudLogging source, string token)
    {
        var (_, mark) = KeyOf(source);
        if (kept.TryGetValue(mark, out var known) && known.Token == token)
        {
            kept.TryRemove(new(mark, known));
        }
    }

    private static (string? Key, string Mark) KeyOf(LogSourceSettings.CloudLogging source)
    {
        var key = source.Key?.RevealAs("key_file");
        return (key, key is null ? "machine" : Secret.Mark(key));
    }

    private string Keep(string mark, string body)
    {
        using var json = JsonDocument.Parse(body);
        var token = json.RootElement.GetProperty("access_token").GetString() ?? throw new FormatException("no token");
        var lasts = TimeSpan.FromSeconds(Math.Clamp(json.RootElement.GetProperty("expires_in").GetDouble(), 0, 86_400));
        if (kept.Count >= MostKept)
        {
            kept.Clear();
        }

        kept[mark] = (token, time.GetUtcNow() + lasts - Early);
        return token;
    }

    private OutboundPost OfMachine() => new(
        SecretUrl.Documented(metadata + MachinePath, ConfiguredHeaders.None, [])!, default, Flavor, WantsBody: true)
    {
        Method = HttpMethod.Get,
    };

    private OutboundPost OfAccount(string key, HttpConfig http)
    {
        var (url, body) = CloudLoggingJwt.Request(key, time.GetUtcNow());
        return new(url, body, [], WantsBody: true) { MediaType = "application/x-www-form-urlencoded", Http = http };
    }
}
