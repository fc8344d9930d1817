using System.Text.Json;
using Alerting.Handler;
using Alerting.Stories.Doors;
using Alerting.Testing.Processes;
using Alerting.Testing.Tables;
using Xunit;

namespace Alerting.Stories.Reports;

/// <summary>What no door could use: kept, shown, read again.</summary>
public sealed class RejectedStories : IDisposable
{
    private const string Body = """{"dag":"etl","run":"r-1"}""";

    private readonly ProcessFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_body_that_was_refused_is_read_again_once_its_mapping_is_right_and_then_it_is_gone()
    {
        folder.Write("alerting.yml", "sources: [ { name: etl, event: { job: $.dag_id, run: $.run, type: fail } } ]");
        await using var app = await RunningApp.Start(config: folder.Path);
        var refused = await app.Send("POST", "/api/events/etl?token=s3cret", Body, headers: ("X-Secret", "s3cret"));
        var one = Assert.Single(await Listed(app));
        var id = one.GetProperty("id").GetString();

        var shown = JsonElement.Parse((await app.Send("GET", "/api/rejected/" + id)).Text);
        var again = await app.Send("POST", $"/api/rejected/{id}/replay");
        folder.Write("alerting.yml", "sources: [ { name: etl, event: { job: $.dag, run: $.run, type: fail } } ]");
        Assert.Equal(200, (await app.Send("POST", "/-/reload")).Status);
        var replayed = await app.Send("POST", $"/api/rejected/{id}/replay");

        Assert.Equal((400, 400), (refused.Status, again.Status));
        Assert.Equal(refused.Detail, again.Detail);
        Assert.Equal(("/api/events/etl", "application/json", Body.Length), (
            one.GetProperty("path").GetString(), one.GetProperty("content_type").GetString(),
            one.GetProperty("bytes").GetInt32()));
        Assert.Equal(
            "nothing of it could be used; $.dag_id: expected a text that is not empty", one.GetProperty("why").GetString());
        Assert.False(one.TryGetProperty("text", out _));
        Assert.Equal(Body, shown.GetProperty("text").GetString());
        Assert.DoesNotContain("s3cret", shown.GetRawText(), StringComparison.Ordinal);
        Assert.Equal((200, """{"accepted":1,"rejected":[]}"""), (replayed.Status, replayed.Text));
        Assert.Empty(await Listed(app));
        await app.Known("/api/jobs/etl/runs/r-1", "failed");
    }

    [Theory]
    [InlineData("", "[%]")]
    [InlineData("each: $.all, ", """{"all":[%]}""")]
    public async Task Of_a_batch_what_could_not_be_used_is_kept_by_itself(string each, string batch)
    {
        const string Wrong = """{"dag":"b","run":"r"}""";
        const string Mapping = "sources: [ { name: etl, EACHevent: { job: PATH, run: $.run, type: fail } } ]";
        var mapping = Mapping.Replace("EACH", each, StringComparison.Ordinal);
        folder.Write("alerting.yml", mapping.Replace("PATH", "$.dag_id", StringComparison.Ordinal));
        await using var app = await RunningApp.Start(config: folder.Path);

        var answer = await app.Send(
            "POST", "/api/events/etl",
            batch.Replace("%", """{"dag_id":"a","run":"r"},""" + Wrong, StringComparison.Ordinal));
        var one = Assert.Single(await Listed(app));
        var id = one.GetProperty("id").GetString();
        var shown = JsonElement.Parse((await app.Send("GET", "/api/rejected/" + id)).Text);
        folder.Write(
            "alerting.yml", mapping.Replace("PATH", "{ from: [ $.dag_id, $.dag ] }", StringComparison.Ordinal));
        Assert.Equal(200, (await app.Send("POST", "/-/reload")).Status);
        var replayed = await app.Send("POST", $"/api/rejected/{id}/replay");

        Assert.Equal(200, answer.Status);
        Assert.Equal($"[{Wrong}]", shown.GetProperty("text").GetString());
        Assert.Equal("of a batch; " + Assert.Single(answer.Rejected), one.GetProperty("why").GetString());
        Assert.Equal((200, """{"accepted":1,"rejected":[]}"""), (replayed.Status, replayed.Text));
        Assert.Empty(await Listed(app));
        await app.Known("/api/jobs/a/runs/r", "failed");
        await app.Known("/api/jobs/b/runs/r", "failed");
    }

    [Fact]
    public async Task Of_a_batch_what_still_cannot_be_used_when_it_is_read_again_stays()
    {
        folder.Write("alerting.yml", "sources: [ { name: etl, event: { job: $.dag, run: $.run, type: fail } } ]");
        await using var app = await RunningApp.Start(config: folder.Path);
        await app.Send("POST", "/api/events/etl", """[{"dag":"a"},{"dag_id":"b"},{}]""");
        var id = Assert.Single(await Listed(app)).GetProperty("id").GetString();

        folder.Write("alerting.yml", "sources: [ { name: etl, event: { job: $.dag_id, run: $.run, type: fail } } ]");
        await app.Send("POST", "/-/reload");
        var replayed = await app.Send("POST", $"/api/rejected/{id}/replay");

        Assert.Equal(200, replayed.Status);
        Assert.Equal(id, Assert.Single(await Listed(app)).GetProperty("id").GetString());
    }

    [Theory]
    [InlineData("POST", "/api/jobs/j/runs/r/success", "[")]
    [InlineData("GET", "/api/ping/j/999", null)]
    [InlineData("POST", "/api/events/prefect", "")]
    [InlineData("POST", "/api/events/wandb", "{}")]
    [InlineData("POST", "/api/events/gcp", "{}")]
    [InlineData("POST", "/api/events/cloudevents", "{}")]
    [InlineData("POST", "/api/logs", "x")]
    [InlineData("POST", "/api/jobs/j/runs/r/success", "done", "application/x-www-form-urlencoded")]
    [InlineData("POST", "/api/events/prefect", "failed", "text/plain")]
    public async Task Every_door_keeps_what_it_cannot_use(
        string method, string path, string? body, string type = "application/json")
    {
        await using var app = await RunningApp.Start();

        Assert.Equal(400, (await app.Send(method, path, body, type)).Status);

        var one = Assert.Single(await Listed(app));
        Assert.Equal((path, (body ?? "").Length), (one.GetProperty("path").GetString(), one.GetProperty("bytes").GetInt32()));
    }

    [Fact]
    public async Task Headers_of_an_event_are_kept_so_that_it_can_be_read_again()
    {
        await using var app = await RunningApp.Start();
        await app.Send(
            "POST", "/api/events/cloudevents", "", null,
            ("ce-specversion", "1.0"), ("ce-id", "1"), ("ce-source", "/jobs/j"), ("ce-other", "s3cret"));

        var id = Assert.Single(await Listed(app)).GetProperty("id").GetString();
        var again = await app.Send("POST", $"/api/rejected/{id}/replay");

        Assert.Equal(["ce-type: missing; expected a text that is not empty"], again.Rejected);
    }

    [Fact]
    public async Task The_newest_come_first_and_one_is_taken_away_by_hand()
    {
        await using var app = await RunningApp.Start();
        foreach (var name in (string[])["a", "b", "c"])
        {
            await app.Send("POST", "/api/events/wandb", "{\"" + name);
        }

        var two = await Listed(app, "?limit=2");
        var texts = new List<string?>();
        foreach (var one in two)
        {
            var shown = await app.Send("GET", "/api/rejected/" + one.GetProperty("id").GetString());
            texts.Add(JsonElement.Parse(shown.Text).GetProperty("text").GetString());
        }

        var id = two[0].GetProperty("id").GetString();
        Assert.Equal(["{\"c", "{\"b"], texts);
        Assert.Equal(204, (await app.Send("DELETE", "/api/rejected/" + id)).Status);
        Assert.Equal(404, (await app.Send("DELETE", "/api/rejected/" + id)).Status);
        Assert.Equal(404, (await app.Send("GET", "/api/rejected/" + id)).Status);
        Assert.Equal(404, (await app.Send("POST", $"/api/rejected/{id}/replay")).Status);
        Assert.Equal(2, (await Listed(app)).Length);
    }

    [Fact]
    public async Task Of_a_large_body_the_beginning_is_kept_and_it_is_not_read_again()
    {
        await using var app = await RunningApp.Start();
        await app.Send("POST", "/api/events/prefect", "[" + new string('漢', 60_000));

        var one = Assert.Single(await Listed(app));
        var id = one.GetProperty("id").GetString();
        var shown = JsonElement.Parse((await app.Send("GET", "/api/rejected/" + id)).Text);
        var again = await app.Send("POST", $"/api/rejected/{id}/replay");

        Assert.True(shown.GetProperty("cut").GetBoolean());
        Assert.Equal(180_001, one.GetProperty("bytes").GetInt32());
        Assert.DoesNotContain("\uFFFD", shown.GetProperty("text").GetString(), StringComparison.Ordinal);
        Assert.Equal((409, "of its 180001 bytes only the first were kept"), (again.Status, again.Detail));
    }

    [Fact]
    public async Task A_store_that_is_away_does_not_change_what_a_sender_is_told()
    {
        var store = new AwayStore(new MemoryTableStore(AlertingApp.SystemTime()));
        await using var app = await RunningApp.Start(store: store);
        store.IsAway = true;

        var answer = await app.Send("POST", "/api/events/prefect", "{");
        store.IsAway = false;

        Assert.Equal(400, answer.Status);
        Assert.Empty(await Listed(app));
    }

    [Fact]
    public async Task A_flood_of_bodies_of_no_use_is_not_kept_and_slows_nobody()
    {
        await using var app = await RunningApp.Start();

        for (var n = 0; n < 300; n++)
        {
            Assert.Equal(400, (await app.Send("POST", "/api/events/prefect", "{")).Status);
        }

        Assert.InRange((await Listed(app, "?limit=1000")).Length, 100, 250);
        Assert.Equal(200, (await app.Send("POST", "/api/jobs/j/runs/r/success")).Status);
    }

    [Theory]
    [InlineData("?limit=0")]
    [InlineData("?limit=1001")]
    [InlineData("?limit=x")]
    public async Task A_limit_is_a_number_from_1_to_1000(string query)
    {
        await using var app = await RunningApp.Start();

        var answer = await app.Send("GET", "/api/rejected" + query);

        Assert.Equal((400, "limit: expected a whole number from 1 to 1000"), (answer.Status, answer.Detail));
    }

    private static async Task<JsonElement[]> Listed(RunningApp app, string query = "") =>
        [.. JsonElement.Parse((await app.Send("GET", "/api/rejected" + query)).Text).GetProperty("rejected").EnumerateArray()];
}
