using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Alerting.Stories.Doors;
using Alerting.Testing;
using Xunit;

namespace Alerting.Stories.Reports;

/// <summary>What stories of reports ask of the application.</summary>
internal static class ReportingApp
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>Sends a request; a body without type is JSON.</summary>
    public static async Task<Answered> Send(
        this RunningApp app, string method, string path, string? body = null, string? type = "application/json",
        params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(new(method), path);
        if (body is not null)
        {
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
            request.Content.Headers.ContentType = type is null ? null : MediaTypeHeaderValue.Parse(type);
        }

        foreach (var (name, value) in headers)
        {
            Assert.True(request.Headers.TryAddWithoutValidation(name, value));
        }

        using var answer = await app.Client.SendAsync(request, Stop);
        return new(
            (int)answer.StatusCode, await answer.Content.ReadAsStringAsync(Stop), answer.Headers.RetryAfter?.Delta,
            answer.Headers.ToDictionary(header => header.Key, header => string.Join(',', header.Value)));
    }

    /// <summary>Returns what is known of a run or a job once a text is in it, or is all of it.</summary>
    public static async Task<JsonElement> Known(this RunningApp app, string path, string text, bool isAll = false)
    {
        var said = "";
        Assert.True(
            await RealClock.Instance.Until(
                () => (said = Ask(app, path)).Contains(text, StringComparison.Ordinal) && (!isAll || said.Trim() == text),
                TimeSpan.FromSeconds(30), Stop),
            $"{text} is not in {said}");
        return JsonElement.Parse(said);
    }

    private static string Ask(RunningApp app, string path)
    {
        using var answer = app.Client.GetAsync(path, Stop).GetAwaiter().GetResult();
        return answer.Content.ReadAsStringAsync(Stop).GetAwaiter().GetResult();
    }
}

/// <summary>An answer.</summary>
internal sealed record Answered(
    int Status, string Text, TimeSpan? Wait, IReadOnlyDictionary<string, string> Headers)
{
    /// <summary>What a problem says.</summary>
    public string Detail => JsonElement.Parse(Text).GetProperty("detail").GetString()!;

    /// <summary>What could not be used: <c>path: reason</c>.</summary>
    public IEnumerable<string> Rejected => JsonElement.Parse(Text).GetProperty("rejected").EnumerateArray()
        .Select(one => $"{one.GetProperty("path").GetString()}: {one.GetProperty("reason").GetString()}");
}
