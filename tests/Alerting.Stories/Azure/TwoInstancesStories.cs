using System.Text;
using System.Text.Json;
using Alerting.Adapters.Tables.Azure;
using Alerting.Handler;
using Alerting.Handler.Cli;
using Alerting.Testing;
using Alerting.Testing.Azure;
using Alerting.Testing.Processes;
using Alerting.Testing.Vendors;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;
using Xunit;

namespace Alerting.Stories.Azure;

/// <summary>
/// Two instances over one table, on a clock that is moved by hand. What is done to one holds for the other within ten
/// seconds, although it has just looked; and a group is looked at by the one its alerts were posted to.
/// </summary>
public sealed class TwoInstancesStories : IAsyncLifetime
{
    private const string Target = """[{"labels":{"alertname":"DiskFull","severity":"warning","name":"NAME"}}]""";

    private const string Source = """[{"labels":{"alertname":"Power","severity":"critical"},"endsAt":"ENDS"}]""";

    private static readonly TimeSpan Within = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly ProcessFolder folder = new();
    private readonly FixedClock clock = new();
    private TableServer tables = null!;
    private VendorServer webhook = null!;
    private Instance here = null!;
    private Instance there = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        tables = await TableServer.Start(clock);
        webhook = await WebhookSink.Start();
        var config = folder.Write("alertmanager.yml", $$"""
            route: {receiver: team, group_by: [alertname], group_wait: 1s, group_interval: 1s}
            receivers: [{name: team, webhook_configs: [{url: '{{webhook.Url}}/hook'}]}]
            inhibit_rules: [{source_matchers: [severity=critical], target_matchers: [severity=warning, name!=mark]}]
            """);
        here = await Instance.Start(tables, clock, config);
        there = await Instance.Start(tables, clock, config);
    }

    public async ValueTask DisposeAsync()
    {
        await here.DisposeAsync();
        await there.DisposeAsync();
        await tables.DisposeAsync();
        await webhook.DisposeAsync();
        folder.Dispose();
    }

    [Fact]
    public async Task A_silence_of_one_holds_back_what_the_other_looks_at_until_it_is_taken_back_here()
    {
        // Both know that there is none.
        Assert.Equal("[]\n", await there.Get("/api/v2/silences"));
        var id = JsonElement.Parse(await here.Post("/api/v2/silences", """
            {"matchers":[{"name":"name","value":"quiet","isRegex":false}],"startsAt":"2026-03-02T08:00:00Z",
             "endsAt":"2099-01-01T00:00:00Z","createdBy":"me","comment":"why"}
            """)).GetProperty("silenceID").GetString()!;
        clock.Advance(Within);

        await there.Post("/api/v2/alerts", Target.Replace("NAME", "quiet", StringComparison.Ordinal));
        await Marked();
        Assert.DoesNotContain("quiet", Told(), StringComparison.Ordinal);
        Assert.Contains(id, await there.Get("/api/v2/alerts?filter=name%3Dquiet"), StringComparison.Ordinal);

        await here.Delete("/api/v2/silence/" + id);
        await Passes("quiet", Within);
        Assert.Contains("\"silencedBy\":[]", await there.Get("/api/v2/alerts?filter=name%3Dquiet"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_silence_of_one_can_be_changed_and_ended_at_the_other_at_once()
    {
        Assert.Equal("[]\n", await there.Get("/api/v2/silences"));
        var body = """
            {"matchers":[{"name":"name","value":"quiet","isRegex":false}],"startsAt":"2026-03-02T08:00:00Z",
             "endsAt":"2099-01-01T00:00:00Z","createdBy":"me","comment":"why"}
            """;
        var id = JsonElement.Parse(await here.Post("/api/v2/silences", body)).GetProperty("silenceID").GetString()!;

        var changed = await there.Post("/api/v2/silences", body.Replace("{\"matchers", $"{{\"id\":\"{id}\",\"matchers", StringComparison.Ordinal));
        await there.Delete("/api/v2/silence/" + id);

        Assert.Contains(id, changed, StringComparison.Ordinal);
        clock.Advance(Within);
        Assert.Contains("\"expired\"", await here.Get("/api/v2/silences"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_source_of_one_inhibits_what_the_other_looks_at_until_it_ends_here()
    {
        await there.Post("/api/v2/alerts", Target.Replace("NAME", "early", StringComparison.Ordinal));
        await Passes("early", Within);
        await here.Post("/api/v2/alerts", Source.Replace("ENDS", "2099-01-01T00:00:00Z", StringComparison.Ordinal));
        clock.Advance(Within);

        await there.Post("/api/v2/alerts", Target.Replace("NAME", "quiet", StringComparison.Ordinal));
        await Marked();
        Assert.DoesNotContain("quiet", Told(), StringComparison.Ordinal);
        Assert.Contains("\"state\":\"suppressed\"", await there.Get("/api/v2/alerts?filter=name%3Dquiet"), StringComparison.Ordinal);

        await here.Post("/api/v2/alerts", Source.Replace("ENDS", clock.GetUtcNow().ToString("O"), StringComparison.Ordinal));
        await Passes("quiet", Within);
    }

    // An alert of the same group that nothing is about is told: the group was looked at.
    private async Task Marked()
    {
        await there.Post("/api/v2/alerts", Target.Replace("NAME", "mark", StringComparison.Ordinal));
        await Passes("mark", Patience);
    }

    // Told before so much time has passed on the clock that stands.
    private async Task Passes(string text, TimeSpan most)
    {
        var until = clock.GetUtcNow() + most;
        Assert.True(
            await RealClock.Instance.Until(() => Told().Contains(text, StringComparison.Ordinal), Patience, Stop, Move),
            $"\"{text}\" was not told by {until}: {Told()}");

        // What is under way when time is up has to arrive yet; no more of it passes.
        Task Move()
        {
            clock.Advance(clock.GetUtcNow() + Step <= until ? Step : TimeSpan.Zero);
            return Task.CompletedTask;
        }
    }

    private string Told() => string.Join('\n', webhook.Requests.Select(request => request.Text));

    /// <summary>One of the two.</summary>
    private sealed class Instance(WebApplication app, HttpClient client) : IAsyncDisposable
    {
        public static async Task<Instance> Start(TableServer tables, TimeProvider time, string config)
        {
            var table = tables.Options("alerting");
            var store = new AzureTableStore(table, time);
            await store.EnsureTable(Stop);
            var options = new ServeOptions
            {
                Addresses = [ListenAddress.Parse("http://127.0.0.1:0")],
                Data = "memory",
                ExternalUrl = "http://alerting.example",
                Config = config,
                Access = new(null, null, IsOpen: true),
                Engines = new(table, null),
            };
            var app = await AlertingApp.Build(options, new() { Time = time, Store = store, LeastLevel = LogLevel.Warning });
            await AlertingApp.Start(app, options);
            return new(app, new() { BaseAddress = new(app.Urls.Single()) });
        }

        public Task<string> Get(string path) => client.GetStringAsync(path, Stop);

        public async Task<string> Post(string path, string body)
        {
            using var content = new StringContent(body, Encoding.UTF8, "application/json");
            using var answer = await client.PostAsync(path, content, Stop);
            var said = await answer.Content.ReadAsStringAsync(Stop);
            Assert.True(answer.IsSuccessStatusCode, said);
            return said;
        }

        public async Task Delete(string path)
        {
            using var answer = await client.DeleteAsync(path, Stop);
            Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(Stop));
        }

        public async ValueTask DisposeAsync()
        {
            client.Dispose();
            await app.StopAsync(new CancellationToken(canceled: true));
            await app.DisposeAsync();
        }
    }
}
