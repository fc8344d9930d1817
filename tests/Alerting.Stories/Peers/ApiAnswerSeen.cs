namespace Alerting.Stories.Peers;

/// <summary>What a server answered to a post; <see cref="BrokenOff"/> when it closed the connection instead.</summary>
internal sealed record ApiAnswerSeen(int Status, string Type, string Body)
{
    public static ApiAnswerSeen BrokenOff { get; } = new(0, "", "");

    public static async Task<ApiAnswerSeen> To(
        HttpClient client, string path, byte[] body, string? type, CancellationToken stop)
    {
        using var content = new ByteArrayContent(body);
        if (type is not null)
        {
            content.Headers.TryAddWithoutValidation("Content-Type", type);
        }

        try
        {
            using var answer = await client.PostAsync(path, content, stop);
            return new(
                (int)answer.StatusCode, answer.Content.Headers.ContentType?.ToString() ?? "",
                await answer.Content.ReadAsStringAsync(stop));
        }
        catch (HttpRequestException)
        {
            return BrokenOff;
        }
    }
}
