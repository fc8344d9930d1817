using Alerting.Adapters.Channels.Http;
using Alerting.Core.Logs;
using Alerting.Core.Logs.Languages;
using Alerting.Core.Ports;

namespace Alerting.Adapters.Logs.CloudLogging;

/// <summary>
/// Lists entries of Google Cloud Logging. https://cloud.google.com/logging/docs/reference/v2/rest/v2/entries/list
/// </summary>
internal sealed class CloudLoggingLogs(
    Outbound outbound, TimeProvider time, string metadata = CloudLoggingTokens.UsualMetadata) : ILogSource
{
    // A page may be empty and not the last: the search then ran out of time, not out of data.
    private const int MostPages = 3;

    private const string Unfinished = "the search did not come to its end";

    private readonly CloudLoggingTokens tokens = new(outbound, time, metadata);

    /// <inheritdoc/>
    public string Kind => LogSourceSettings.CloudLogging.Word;

    /// <inheritdoc/>
    public Task<LogAnswer> Find(LogQuery query, CancellationToken deadline) =>
        Asking.Within(query, time, (records, within) => Ask(query, records, within), deadline);

    /// <inheritdoc/>
    public string? LinkOf(LogQuery query) => CloudLoggingLink.Of(query);

    private async Task<LogAnswer?> Ask(LogQuery query, int records, CancellationToken deadline)
    {
        var (answer, isWithdrawn) = await Once(query, records, deadline);
        return isWithdrawn ? (await Once(query, records, deadline)).Answer : answer;
    }

    // Withdrawn: a token from before is not taken any more.
    private async Task<(LogAnswer? Answer, bool IsWithdrawn)> Once(
        LogQuery query, int records, CancellationToken deadline)
    {
        var source = (LogSourceSettings.CloudLogging)query.Source;
        var (token, isKept, fault) = await tokens.Get(source, deadline);
        if (token is null)
        {
            return (fault, false);
        }

        var found = new List<LogRecord>();
        var (next, instead) = await Page(query, token, (records, ""), found, deadline);
        if (instead is LogAnswer.Failed failed && failed.Why.Contains(" answered 401", StringComparison.Ordinal))
        {
            tokens.Drop(source, token);
            return (instead, isKept);
        }

        return next is null
            ? (instead, false)
            : (Found(query, found, await Rest(query, token, (records, next), found, deadline)), false);
    }

    // Why it is not all; null: it is. A page that is lost takes nothing of those before it.
    private async Task<string?> Rest(
        LogQuery query, string token, (int Size, string Token) page, List<LogRecord> found, CancellationToken deadline)
    {
        try
        {
            for (var n = 1; n < MostPages && found.Count < page.Size && page.Token.Length > 0; n++)
            {
                var (next, instead) = await Page(query, token, page, found, deadline);
                if (next is null)
                {
                    return (instead as LogAnswer.Failed)?.Why ?? Unfinished;
                }

                page.Token = next;
            }
        }
        catch (Exception lost) when (lost is OperationCanceledException || Asking.IsOdd(lost) || Asking.IsBroken(lost))
        {
            return Unfinished;
        }

        return page.Token.Length == 0 || found.Count >= page.Size ? null : Unfinished;
    }

    // Adds its records and gives the token of the next one, empty where there is none; or what came instead, both null
    // where it is larger than what is read. All but the token is the same for each page, as the vendor asks.
    private async Task<(string? Next, LogAnswer? Instead)> Page(
        LogQuery query, string token, (int Size, string Token) page, List<LogRecord> found, CancellationToken deadline)
    {
        var source = (LogSourceSettings.CloudLogging)query.Source;
        var body = JsonBody.Of(json =>
        {
            json.WriteStartArray("resourceNames");
            json.WriteStringValue("projects/" + source.Project);
            json.WriteEndArray();
            json.WriteString("filter", GoogleText.Of(query));
            json.WriteString("orderBy", "timestamp desc");
            json.WriteNumber("pageSize", page.Size);
            if (page.Token.Length > 0)
            {
                json.WriteString("pageToken", page.Token);
            }
        });
        var call = new VendorQuery($"{source.Endpoint}/v2/entries:list", body, source.Http.WithBearer(token));
        var (text, instead) = await call.Ask(outbound, source, deadline);
        return text is null ? (null, instead) : (CloudLoggingAnswer.Read(text, found), null);
    }

    // The newest came first.
    private static LogAnswer.Found Found(LogQuery query, List<LogRecord> found, string? partial)
    {
        found.Reverse();
        return Bounds.Of(query, found, partial);
    }
}
