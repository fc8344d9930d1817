using System.Text;
using Alerting.Core.Alerts;

namespace Alerting.Adapters.Channels.Http.Requests;

/// <summary>Reads an answer within bounds.</summary>
internal static class AnswerReader
{
    private const int LongestBody = 64 * 1024;
    private const int LongestHeader = 500;

    /// <summary>What was answered; does not throw for a body that breaks off.</summary>
    public static async Task<Exchange> Read(
        HttpResponseMessage answer, OutboundPost post, Hop hop, DateTimeOffset now, CancellationToken deadline)
    {
        var (body, isWhole) = answer.IsSuccessStatusCode && !post.WantsBody
            ? ("", true)
            : await ReadBody(answer.Content, deadline);
        var headers = post.ReadHeaders.Where(answer.Headers.NonValidated.Contains).ToDictionary(
            name => name, name => BoundedText.Cut(answer.Headers.NonValidated[name].ToString(), LongestHeader),
            StringComparer.OrdinalIgnoreCase);
        return new Exchange.Answered((int)answer.StatusCode, RetryAfter.Of(answer, now), body, isWhole)
        {
            Headers = headers,
            From = hop.Followed == 0 ? null : hop.Url,
            Location = answer.Headers.NonValidated.TryGetValues("Location", out var values) ? values.ToString() : null,
        };
    }

    // The status is known by now: a body that breaks off takes nothing from it.
    private static async Task<(string Body, bool IsWhole)> ReadBody(HttpContent content, CancellationToken deadline)
    {
        using var body = new MemoryStream();
        var isWhole = false;
        try
        {
            await using var stream = await content.ReadAsStreamAsync(deadline);
            await Fill(body, stream, deadline);
            isWhole = true;
        }
        catch (Exception broken) when (broken is HttpRequestException or OperationCanceledException or IOException)
        {
            // What came before it broke is still the vendor's word.
        }

        return (Encoding.UTF8.GetString(body.GetBuffer(), 0, (int)body.Length), isWhole);
    }

    private static async Task Fill(MemoryStream body, Stream stream, CancellationToken deadline)
    {
        var buffer = new byte[4096];
        while (body.Length < LongestBody && await stream.ReadAsync(buffer, deadline) is > 0 and var read)
        {
            var kept = (int)Math.Min(read, LongestBody - body.Length);
            await body.WriteAsync(buffer.AsMemory(0, kept), deadline);
        }
    }
}
