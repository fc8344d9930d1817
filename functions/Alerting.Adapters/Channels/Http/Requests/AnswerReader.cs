using System.Text;
using Alerting.Core.Alerts;

namespace Alerting.Adapters.Channels.Http.Requests;

/// <summary>Reads an answer within bounds.</summary>
internal static class AnswerReader
{
    private const int LeastBuffer = 4096;
    private const int MostBuffer = 64 * 1024;
    private const int LongestHeader = 500;

    /// <summary>What was answered; does not throw for a body that breaks off.</summary>
    public static async Task<Exchange> Read(
        HttpResponseMessage answer, OutboundPost post, Hop hop, DateTimeOffset now, CancellationToken deadline)
    {
        var (body, isWhole, isCut) = answer.IsSuccessStatusCode && !post.WantsBody
            ? ("", true, false)
            : await ReadBody(answer.Content, post.LongestBody, deadline);
        var headers = post.ReadHeaders.Where(answer.Headers.NonValidated.Contains).ToDictionary(
            name => name, name => BoundedText.Cut(answer.Headers.NonValidated[name].ToString(), LongestHeader),
            StringComparer.OrdinalIgnoreCase);
        return new Exchange.Answered((int)answer.StatusCode, RetryAfter.Of(answer, now), body, isWhole)
        {
            Headers = headers,
            IsCut = isCut,
            From = hop.Followed == 0 ? null : hop.Url,
            Location = answer.Headers.NonValidated.TryGetValues("Location", out var values) ? values.ToString() : null,
        };
    }

    // The status is known by now: a body that breaks off takes nothing from it.
    private static async Task<(string Body, bool IsWhole, bool IsCut)> ReadBody(
        HttpContent content, int longest, CancellationToken deadline)
    {
        using var body = new MemoryStream();
        var (isWhole, isCut) = (false, false);
        try
        {
            await using var stream = await content.ReadAsStreamAsync(deadline);
            isCut = await Fill(body, stream, longest, deadline);
            isWhole = true;
        }
        catch (Exception broken) when (broken is HttpRequestException or OperationCanceledException or IOException)
        {
            // What came before it broke is still the vendor's word.
        }

        return (Encoding.UTF8.GetString(body.GetBuffer(), 0, (int)body.Length), isWhole, isCut);
    }

    // Whether there may be more: nobody waits for the rest of what is long enough.
    private static async Task<bool> Fill(MemoryStream body, Stream stream, int longest, CancellationToken deadline)
    {
        var buffer = new byte[Math.Clamp(longest / 16, LeastBuffer, MostBuffer)];
        while (body.Length < longest && await stream.ReadAsync(buffer, deadline) is > 0 and var read)
        {
            var kept = (int)Math.Min(read, longest - body.Length);
            await body.WriteAsync(buffer.AsMemory(0, kept), deadline);
        }

        return body.Length >= longest;
    }
}
