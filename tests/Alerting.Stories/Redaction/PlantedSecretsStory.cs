using System.Net;
using System.Text;
using System.Text.Json;
using Alerting.Testing;
using Alerting.Testing.Secrets;
using Xunit;

namespace Alerting.Stories.Redaction;

/// <summary>200 credentials of more than 40 kinds come in through every door; none is found where anything leaves.</summary>
public sealed class PlantedSecretsStory
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly int Seed = Seeds.Or(21);

    private readonly PlantedSecret[] all = [.. PlantedSecrets.Make(200 + PlantedSecrets.KindCount, Seed)];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task No_planted_credential_leaves_or_is_stored_but_in_labels()
    {
        await using var app = await SecretiveApp.Start();
        var (inAnnotations, inUrls, inReports) = (all[..60], all[60..70], all[70..120]);
        var (inLogs, inBodies, inLabels, inExcerpts) = (all[120..150], all[150..185], all[185..200], all[200..]);

        await Post(app, "/api/v2/alerts", PlantedAlerts.Of(inAnnotations, inUrls, inLabels));
        await Post(app, "/api/v2/alerts", PlantedAlerts.Logged(inExcerpts, app.Channels));
        await Report(app, inReports);
        await Post(app, "/api/logs", Records(inLogs));
        foreach (var planted in inBodies)
        {
            // Not JSON, for the bracket that is missing.
            await Post(app, "/api/events/cloudevents", $"{{\"data\":{PlantedAlerts.Quoted(planted.Text)}", HttpStatusCode.BadRequest);
        }

        var told = inAnnotations.Length + inLabels.Length + inExcerpts.Length;
        Assert.True(
            await RealClock.Instance.Until(() => app.Channels.Told >= told && app.Collector.Spans.Count > told, Patience, Stop),
            $"{app.Channels.Told} of {told} were told");
        var shown = await Shown(app);
        var payloads = app.Channels.Payloads;
        var rows = app.Store.Written.ToArray();

        Assert.All(all, planted =>
        {
            Assert.DoesNotContain(payloads, payload => Holds(payload, planted));
            Assert.DoesNotContain(shown, page => Holds(page, planted));
            Assert.False(app.Collector.Holds(planted.Needle), $"seed {Seed}: telemetry has {planted.Kind}");
        });
        Assert.All(all.Except(inLabels), planted => Assert.DoesNotContain(rows, row => Holds(row, planted)));

        // What is looked for would be found: labels are identity, and stay.
        Assert.All(inLabels, planted => Assert.Contains(rows, row => Holds(row, planted)));
        Assert.Contains(shown, page => page.Contains($"alerting_label_credentials_total {inLabels.Length}", StringComparison.Ordinal));
        Assert.Contains(rows, row => row.Contains("[redacted]", StringComparison.Ordinal));
        Assert.Contains(payloads, payload => payload.Contains("[redacted]", StringComparison.Ordinal));
        Assert.True(payloads.Count(payload => payload.Contains("read from the log", StringComparison.Ordinal)) >= inExcerpts.Length);
    }

    [Fact]
    public async Task An_alert_with_a_credential_in_a_label_is_refused_where_that_is_asked_for()
    {
        await using var app = await SecretiveApp.Start("redaction: {refuse_labels: true}");
        var leak = all[0];

        using var answer = await app.Client.PostAsync(
            "/api/v2/alerts",
            Json($"[{PlantedAlerts.Labelled("Leaks", leak.Text)},{PlantedAlerts.Labelled("Clean", "nothing")}]"), Stop);
        var said = await answer.Content.ReadAsStringAsync(Stop);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal("\"the label leak has a credential\"", said.Trim());
        Assert.True(await RealClock.Instance.Until(() => app.Channels.Webhook.Requests.Count == 1, Patience, Stop));
        Assert.DoesNotContain(app.Store.Written, row => Holds(row, leak));
    }

    private static bool Holds(string text, PlantedSecret planted) =>
        text.Contains(planted.Needle, StringComparison.Ordinal);

    // Everything that can be asked for.
    private static async Task<string[]> Shown(SecretiveApp app)
    {
        string[] paths =
        [
            "/api/v2/alerts", "/api/v2/alerts/groups", "/api/jobs", "/api/inbox", "/api/rejected?limit=1000", "/metrics",
            .. Enumerable.Range(0, 50).Select(n => $"/api/jobs/job-{n}/runs/r"),
        ];
        var pages = await Task.WhenAll(paths.Select(path => Page(app, path)));
        using var kept = JsonDocument.Parse(pages[4]);
        var ids = kept.RootElement.GetProperty("rejected").EnumerateArray().Select(it => it.GetProperty("id").GetString());
        var bodies = await Task.WhenAll(ids.Select(id => Page(app, $"/api/rejected/{id}")));
        Assert.NotEmpty(bodies);
        return [.. pages, .. bodies];
    }

    // A run is known once its job was looked at.
    private static async Task<string> Page(SecretiveApp app, string path)
    {
        var text = "";
        async Task Ask()
        {
            using var answer = await app.Client.GetAsync(path, Stop);
            text = answer.IsSuccessStatusCode ? await answer.Content.ReadAsStringAsync(Stop) : "";
        }

        Assert.True(await RealClock.Instance.Until(() => text.Length > 0, Patience, Stop, Ask), path);
        return text;
    }

    private static async Task Report(SecretiveApp app, PlantedSecret[] planted)
    {
        string[] members = ["message", "log", "reason", "model", "dataset", "code", "resources"];
        foreach (var (n, secret) in planted.Index())
        {
            var member = members[n % members.Length];
            var value = PlantedAlerts.Quoted(n % members.Length > 2 ? secret.Text[..Math.Min(secret.Text.Length, 1_000)] : secret.Text);
            var body = n % members.Length > 2 ? $"{{\"{member}\":{{\"said\":{value}}}}}" : $"{{\"{member}\":{value}}}";
            await Post(app, $"/api/jobs/job-{n}/runs/r/fail", body);
        }
    }

    private static string Records(PlantedSecret[] planted) => $"[{string.Join(',', planted.Select(secret => $$"""
        {"level":"error","job":"logged","logger":"a.b","message":{{PlantedAlerts.Quoted(secret.Text)}}}
        """))}]";

    private static StringContent Json(string body) => new(body, Encoding.UTF8, "application/json");

    private static async Task Post(
        SecretiveApp app, string path, string body, HttpStatusCode expected = HttpStatusCode.OK)
    {
        using var answer = await app.Client.PostAsync(path, Json(body), Stop);
        Assert.True(
            expected == answer.StatusCode, $"{path}: {answer.StatusCode}: {await answer.Content.ReadAsStringAsync(Stop)}");
    }
}
