using System.Text;
using System.Text.Json.Nodes;
using Alerting.Core.Ports;
using Alerting.Testing;
using Alerting.Testing.Processes;
using Alerting.Testing.Tables;
using Xunit;

namespace Alerting.Stories.Doors;

/// <summary>The application over a store whose clock stands, with alerts in it.</summary>
internal sealed class AskedApp : IAsyncDisposable
{
    private readonly RunningApp app;

    private AskedApp(RunningApp app) => this.app = app;

    public HttpClient Client => app.Client;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static async Task<AskedApp> With(
        string configuration, string alerts, FixedClock? clock = null, Func<ITableStore, ITableStore>? store = null)
    {
        using var folder = new ProcessFolder();
        var rows = new MemoryTableStore(clock ?? new FixedClock());
        var app = new AskedApp(await RunningApp.Start(
            store: store?.Invoke(rows) ?? rows, config: folder.Write("alertmanager.yml", configuration)));
        await app.Post("/api/v2/alerts", alerts);
        return app;
    }

    public async Task<string> Post(string path, string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = await Client.PostAsync(path, content, Stop);
        var said = await answer.Content.ReadAsStringAsync(Stop);
        Assert.True(answer.IsSuccessStatusCode, said);
        return said;
    }

    public async Task<JsonObject[]> Get(string path) =>
        [.. JsonNode.Parse(await Client.GetStringAsync(path, Stop))!.AsArray().Select(one => one!.AsObject())];

    public ValueTask DisposeAsync() => app.DisposeAsync();

    /// <summary>The names of alerts: <c>alertname</c> and <c>instance</c>.</summary>
    public static IEnumerable<string> Names(IEnumerable<JsonNode?> alerts) =>
        alerts.Select(alert => $"{alert!["labels"]!["alertname"]}{alert["labels"]!["instance"]}");

    /// <summary>A group as <c>receiver{labels}:alerts</c>.</summary>
    public static string Group(JsonObject group)
    {
        var labels = group["labels"]!.AsObject().Select(label => $"{label.Key}={label.Value}");
        return $"{group["receiver"]!["name"]}{{{string.Join(',', labels)}}}:{string.Join(',', Names(group["alerts"]!.AsArray()))}";
    }
}
