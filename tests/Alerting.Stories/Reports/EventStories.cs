using System.Text;
using Alerting.Handler;
using Alerting.Stories.Doors;
using Alerting.Testing;
using Alerting.Testing.Processes;
using Alerting.Testing.Tables;
using Xunit;

namespace Alerting.Stories.Reports;

/// <summary><c>/api/events</c> and <c>/api/logs</c> over HTTP.</summary>
public sealed class EventStories : IDisposable
{
    private const string CloudEvent = """
        {"specversion":"1.0","id":"1","source":"/cronjobs/nightly","type":"job.failed.v1","subject":"runs/r-1",
        "data":{"exit_code":137}}
        """;

    private const string Prefect = """
        {"event":{"event":"prefect.flow-run.Failed","id":"e-1","resource":{
        "prefect.resource.id":"prefect.flow-run.r-1","prefect.state-type":"FAILED","prefect.state-name":"Crashed"},
        "related":[{"prefect.resource.id":"prefect.flow.f","prefect.resource.name":"scores",
        "prefect.resource.role":"flow"}]}}
        """;

    private const string Incident = """
        {"version":"1.2","incident":{"incident_id":"0.1","state":"STATE","policy_name":"Scores failed",
        "severity":"Error","started_at":1795226400,"resource":{"type":"cloud_run_job","labels":{"job_name":"scores"}}}}
        """;

    private const string Sources = """
        sources:
          - name: airflow
            event: { job: $.dag_id, run: $.run_id, type: { from: $.state, map: { failed: fail }, otherwise: status } }
          - name: checks
            alert: { labels: { alertname: $.name }, status: { from: $.ok, map: { "true": resolved, "false": firing } } }
        """;

    private readonly ProcessFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_flow_run_that_failed_is_a_run_that_failed()
    {
        await using var app = await RunningApp.Start();

        Assert.Equal(200, (await app.Send("POST", "/api/events/prefect", Prefect)).Status);

        Assert.Equal("Crashed", (await app.Known("/api/jobs/scores/runs/r-1", "failed")).GetProperty("reason").GetString());
    }

    [Fact]
    public async Task A_webhook_of_wandb_is_a_status_of_its_project()
    {
        await using var app = await RunningApp.Start();

        var answer = await app.Send(
            "POST", "/api/events/wandb", """{"event_type":"RUN_STATE","project_name":"churn","run_state":"failed"}""");

        Assert.Equal((200, """{"accepted":1,"rejected":[]}"""), (answer.Status, answer.Text));
        await app.Known("/api/jobs", "\"churn\"");
    }

    [Fact]
    public async Task An_incident_of_google_fires_and_ends()
    {
        await using var app = await RunningApp.Start();

        await app.Send("POST", "/api/events/gcp", Incident.Replace("STATE", "open", StringComparison.Ordinal));
        var firing = await app.Known("/api/v2/alerts", "Scores failed");
        await app.Send("POST", "/api/events/gcp", Incident.Replace("STATE", "closed", StringComparison.Ordinal));

        var labels = firing[0].GetProperty("labels");
        Assert.Equal(
            ("scores", "critical"),
            (labels.GetProperty("job_name").GetString(), labels.GetProperty("severity").GetString()));
        await app.Known("/api/v2/alerts?filter=alertname%3D%22Scores%20failed%22", "[]", isAll: true);
    }

    [Fact]
    public async Task An_incident_that_cannot_be_stored_is_refused_and_kept()
    {
        await using var app = await RunningApp.Start();
        var noise = new byte[1024 * 1024];
        new Random(7).NextBytes(noise);

        var answer = await app.Send(
            "POST", "/api/events/gcp", Incident.Replace("STATE", "open", StringComparison.Ordinal).Replace(
                "\"severity\"", $"\"documentation\":\"{Convert.ToBase64String(noise)}\",\"severity\"", StringComparison.Ordinal));

        Assert.Equal(400, answer.Status);
        Assert.Contains("bytes compressed, at most", answer.Detail, StringComparison.Ordinal);
        await app.Known("/api/rejected", "bytes compressed");
        Assert.Contains(
            "alerting_reports_rejected_total{source=\"gcp\"} 1",
            await app.Client.GetStringAsync("/metrics", TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("application/cloudevents+json; charset=utf-8", CloudEvent)]
    [InlineData("application/cloudevents-batch+json", "[" + CloudEvent + "]")]
    [InlineData("application/json", CloudEvent)]
    public async Task A_cloud_event_is_read_as_its_type_says(string type, string body)
    {
        await using var app = await RunningApp.Start();

        Assert.Equal(200, (await app.Send("POST", "/api/events/cloudevents", body, type)).Status);

        Assert.Equal(137, (await app.Known("/api/jobs/nightly/runs/r-1", "failed")).GetProperty("exit_code").GetInt32());
    }

    [Fact]
    public async Task A_cloud_event_in_binary_mode_is_read_from_its_headers()
    {
        await using var app = await RunningApp.Start();

        var answer = await app.Send(
            "POST", "/api/events/cloudevents", """{"exit_code":137}""", "application/json",
            ("ce-specversion", "1.0"), ("CE-ID", "1"), ("ce-source", "/cronjobs/nightly"), ("ce-type", "job.failed"),
            ("ce-subject", "runs/r%2D1%20%E2%82%AC"));

        Assert.Equal(200, answer.Status);
        await app.Known("/api/jobs/nightly/runs/r-1%20%E2%82%AC", "137");
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/cloudevents+json")]
    public async Task What_is_no_cloud_event_is_refused(string type)
    {
        await using var app = await RunningApp.Start();

        Assert.Equal(400, (await app.Send("POST", "/api/events/cloudevents", """{"id":"1"}""", type)).Status);
    }

    [Theory]
    [InlineData("failed", 429)]
    [InlineData("progress", 200)]
    public async Task A_batch_of_which_an_end_comes_too_often_is_asked_for_again_and_one_of_progress_is_not(
        string what, int status)
    {
        await using var app = await RunningApp.Start(
            store: new MemoryTableStore(AlertingApp.SystemTime()), time: new FixedClock());
        while ((await Post("loop")).Status == 200)
        {
        }

        var answer = await Post("loop", "other");

        Assert.Equal(status, answer.Status);
        Assert.Equal(status == 429, answer.Wait is not null);
        Assert.Equal(["$: 1 of these reports come too often for their run or their job; come again in 1 s"], answer.Rejected);

        Task<Answered> Post(params string[] jobs) => app.Send("POST", "/api/events/cloudevents", "[" + string.Join(
            ',', jobs.Select(job => $$"""
                {"specversion":"1.0","id":"{{Guid.NewGuid()}}","source":"/jobs/{{job}}","type":"job.{{what}}",
                "subject":"runs/r"}
                """)) + "]");
    }

    [Theory]
    [InlineData("prefect", Prefect)]
    [InlineData("wandb", """{"project_name":"churn"}""")]
    [InlineData("gcp", """{"incident":{"state":"open"}}""")]
    [InlineData("cloudevents", CloudEvent)]
    [InlineData("airflow", """{"dag_id":"etl"}""")]
    public async Task A_sender_that_does_not_say_that_it_posts_json_is_heard(string name, string body)
    {
        folder.Write("alerting.yml", Sources);
        await using var app = await RunningApp.Start(config: folder.Path);

        var answer = await app.Send("POST", "/api/events/" + name, body, "text/plain; charset=UTF-8");

        Assert.Equal((200, """{"accepted":1,"rejected":[]}"""), (answer.Status, answer.Text));
    }

    [Theory]
    [InlineData(null, "sender.example", true)]
    [InlineData("token", "eventgrid.azure.net", true)]
    [InlineData("token", "sender.example", false)]
    [InlineData(null, "a b", false)]
    [InlineData(null, "", false)]
    public async Task Who_asks_whether_it_may_deliver_is_told_so_where_it_is_known(
        string? token, string origin, bool isAllowed)
    {
        await using var app = await RunningApp.Start(token: token);

        var answer = await app.Send(
            "OPTIONS", "/api/events/cloudevents", headers: ("WebHook-Request-Origin", origin));
        var delivered = await app.Send("POST", "/api/events/cloudevents", CloudEvent);

        Assert.Equal(200, answer.Status);
        Assert.Equal(isAllowed ? origin : null, answer.Headers.GetValueOrDefault("WebHook-Allowed-Origin"));
        Assert.Equal(token is null ? 200 : 401, delivered.Status);
    }

    [Fact]
    public async Task Who_presents_a_token_is_known_whatever_it_is_called()
    {
        await using var app = await RunningApp.Start(token: "main", ingestToken: "ingest");

        foreach (var token in (string[])["main", "ingest"])
        {
            var answer = await app.Send(
                "OPTIONS", "/api/events/cloudevents", null, null,
                ("WebHook-Request-Origin", "sender.example"), ("Authorization", "Bearer " + token));
            Assert.Equal("sender.example", answer.Headers["WebHook-Allowed-Origin"]);
        }
    }

    [Fact]
    public async Task What_a_mapping_declares_is_read_by_it()
    {
        folder.Write("alerting.yml", Sources);
        await using var app = await RunningApp.Start(config: folder.Path);

        var failed = await app.Send(
            "POST", "/api/events/airflow", """[{"dag_id":"etl","run_id":"r-1","state":"failed"},{"state":"failed"}]""");
        var check = await app.Send("POST", "/api/events/checks", """{"name":"Disk","ok":false}""");

        Assert.Equal(["$[1].dag_id: expected a text that is not empty"], failed.Rejected);
        Assert.Equal((200, """{"accepted":1,"rejected":[]}"""), (check.Status, check.Text));
        await app.Known("/api/jobs/etl/runs/r-1", "failed");
        await app.Known("/api/v2/alerts", "Disk");
    }

    [Fact]
    public async Task A_source_that_nobody_declared_is_not_there()
    {
        await using var app = await RunningApp.Start();

        var answer = await app.Send("POST", "/api/events/airflow", "{}");

        Assert.Equal(404, answer.Status);
        Assert.Equal(
            "name: expected prefect, wandb, gcp, cloudevents or the name of a source of alerting.yml", answer.Detail);
    }

    [Theory]
    [InlineData("application/json")]
    [InlineData("application/x-ndjson")]
    [InlineData(null)]
    public async Task Log_records_belong_to_their_runs(string? type)
    {
        await using var app = await RunningApp.Start();
        await app.Send("POST", "/api/jobs/nightly/runs/r-1/start");

        var answer = await app.Send("POST", "/api/logs", """
            {"timestamp":"2025-01-20T18:00:00Z","level":"ERROR","logger":"trainer","message":"No GPU","job":"nightly","run":"r-1"}
            {"level":"INFO","message":"of nobody"}
            """, type);

        Assert.Equal(200, answer.Status);
        Assert.Equal(["$[1].job: missing; expected job, job_type or service.name"], answer.Rejected);
        await app.Known("/api/jobs/nightly/runs/r-1", "\"level\":\"ERROR\",\"what\":\"trainer\",\"message\":\"No GPU\"");
    }

    [Fact]
    public async Task A_body_in_gzip_is_read()
    {
        await using var app = await RunningApp.Start();
        using var packed = new MemoryStream();
        await using (var gzip = new System.IO.Compression.GZipStream(packed, System.IO.Compression.CompressionMode.Compress))
        {
            await gzip.WriteAsync(Encoding.UTF8.GetBytes(Prefect), TestContext.Current.CancellationToken);
        }

        using var content = new ByteArrayContent(packed.ToArray());
        content.Headers.ContentType = new("application/json");
        using var answer = await app.Client.PostAsync("/api/events/prefect", content, TestContext.Current.CancellationToken);

        Assert.Equal(200, (int)answer.StatusCode);
    }
}
