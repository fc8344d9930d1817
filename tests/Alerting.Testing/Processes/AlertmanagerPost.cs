using System.Globalization;
using System.Net.Http.Headers;
using System.Text;

namespace Alerting.Testing.Processes;

/// <summary>Bodies as Alertmanager's webhook receiver sends them, for alerts whose labels need no escapes.</summary>
public static class AlertmanagerPost
{
    /// <summary>One alert; it fires when <paramref name="endsAt"/> is null.</summary>
    public static string Body(
        string name, string instance, DateTimeOffset startsAt, DateTimeOffset? endsAt = null, string text = "") =>
        $$"""
        {"version":"4","status":"{{Word(endsAt)}}","receiver":"alerting","alerts":[{"status":"{{Word(endsAt)}}",
        "labels":{"alertname":"{{name}}","instance":"{{instance}}"},"annotations":{"summary":"{{text}}"},
        "startsAt":"{{Text(startsAt)}}","endsAt":"{{Text(endsAt ?? DateTimeOffset.MinValue)}}"}]}
        """;

    /// <summary>Posts a body to <c>/api/alertmanager</c>.</summary>
    public static async Task<HttpResponseMessage> Send(
        HttpClient client, Uri address, ReadOnlyMemory<byte> body, CancellationToken stop)
    {
        using var content = new ReadOnlyMemoryContent(body);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        return await client.PostAsync(new Uri(address, "/api/alertmanager"), content, stop);
    }

    /// <summary>Posts a body to <c>/api/alertmanager</c>.</summary>
    public static Task<HttpResponseMessage> Send(HttpClient client, Uri address, string body, CancellationToken stop) =>
        Send(client, address, Encoding.UTF8.GetBytes(body), stop);

    private static string Word(DateTimeOffset? endsAt) => endsAt is null ? "firing" : "resolved";

    private static string Text(DateTimeOffset at) =>
        at.ToString("yyyy-MM-dd'T'HH:mm:ss.fffK", CultureInfo.InvariantCulture);
}
