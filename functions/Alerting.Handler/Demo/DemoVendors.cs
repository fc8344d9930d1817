using System.Text.Json;
using System.Text.RegularExpressions;

namespace Alerting.Handler.Demo;

/// <summary>
/// Stands where Slack, SendGrid and PagerDuty would, on a free port of this machine, and shows what each was sent: the
/// real channels speak to it over HTTP.
/// </summary>
internal sealed partial class DemoVendors : IAsyncDisposable
{
    private readonly WebApplication app;

    private DemoVendors(WebApplication app) => this.app = app;

    /// <summary>Where it listens.</summary>
    public string Address => app.Urls.First();

    /// <summary>Listens; tells of each message that came as a title and lines.</summary>
    public static async Task<DemoVendors> Open(Action<string, IEnumerable<string>> show)
    {
        var builder = WebApplication.CreateEmptyBuilder(new() { ApplicationName = "alerting" });
        builder.Services.AddRoutingCore();
        builder.WebHost.UseKestrelCore();
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        app.UseRouting();
        app.MapMethods("/slack", ["POST"], (RequestDelegate)(context =>
            Take(context, "Slack", 200, "ok", Slack, show)));
        app.MapMethods("/v3/mail/send", ["POST"], (RequestDelegate)(context =>
        {
            context.Response.Headers["X-Message-Id"] = "demo";
            return Take(context, "The mailbox", 202, "", Mail, show);
        }));
        app.MapMethods("/v2/enqueue", ["POST"], (RequestDelegate)(context => Take(
            context, "PagerDuty", 202, """{"status":"success","message":"Event processed","dedup_key":"demo"}""",
            Pagerduty, show)));
        await app.StartAsync();
        return new(app);
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private static async Task Take(
        HttpContext context, string vendor, int status, string answer, Func<JsonElement, IEnumerable<string>> lines,
        Action<string, IEnumerable<string>> show)
    {
        using var json = await JsonDocument.ParseAsync(context.Request.Body);
        show(vendor + " is told:", lines(json.RootElement));
        context.Response.StatusCode = status;
        await context.Response.WriteAsync(answer);
    }

    // What people see of it: the texts of its blocks, in their order.
    private static IEnumerable<string> Slack(JsonElement message) =>
    [
        message.GetProperty("text").GetString()!.Split('\n')[0],
        .. message.GetProperty("attachments")[0].GetProperty("blocks").EnumerateArray().SelectMany(Texts).Select(Plain),
    ];

    // A link or a date as a client shows it: by its words.
    private static string Plain(string text) => Marked().Replace(text, "$1").Replace("*", "", StringComparison.Ordinal);

    [GeneratedRegex("<[^|>]*[|]([^>]*)>")]
    private static partial Regex Marked();

    private static IEnumerable<string> Texts(JsonElement block)
    {
        if (block.ValueKind == JsonValueKind.Array)
        {
            return block.EnumerateArray().SelectMany(Texts);
        }

        if (block.ValueKind != JsonValueKind.Object)
        {
            return [];
        }

        return block.TryGetProperty("text", out var text) && text.ValueKind == JsonValueKind.String
            ? [text.GetString()!.Replace('\n', ' ')]
            : block.EnumerateObject().SelectMany(member => Texts(member.Value));
    }

    private static IEnumerable<string> Mail(JsonElement mail) =>
    [
        "Subject: " + mail.GetProperty("subject").GetString(),
        "",
        .. mail.GetProperty("content")[0].GetProperty("value").GetString()!.Trim().Split('\n'),
    ];

    private static IEnumerable<string> Pagerduty(JsonElement happened)
    {
        yield return $"{happened.GetProperty("event_action")} {happened.GetProperty("dedup_key")}";
        if (happened.TryGetProperty("payload", out var payload) && payload.ValueKind == JsonValueKind.Object)
        {
            yield return $"{payload.GetProperty("severity")}: {payload.GetProperty("summary")}";
        }
    }
}
