using System.Text;
using Alerting.Core.Configuration;
using Alerting.Core.Jobs.Events;
using Alerting.Core.Sources;
using Alerting.Core.Sources.CloudEvents;
using Alerting.Core.Sources.GoogleMonitoring;
using Alerting.Core.Sources.Jobs;
using Alerting.Core.Sources.Logs;
using Alerting.Core.Sources.Mapped;
using Alerting.Core.Sources.PrefectAutomations;
using Alerting.Core.Sources.WandbAutomations;
using Alerting.Testing;
using Xunit;

namespace Alerting.Core.Tests.Sources;

/// <summary>Whatever is posted: no source throws, and what it makes of it can be stored.</summary>
public sealed class SourceFuzzTests
{
    private const int Rounds = 1_500;

    private const string Report = """
        {"at":"2026-11-21T02:13:04Z","attempt":2,"sequence":7,"partition":"eu","partitions":4,"kind":"backfill",
        "scheduled_at":"2026-11-21T01:00:00Z","exit_code":137,"signal":9,"reason":"OOMKilled","message":"m","rows":1e3,
        "bytes":0,"metrics":{"a":0.81,"d":{"value":-2,"samples":40}},"model":{"name":"churn","version":7},
        "parents":["features","load/1"],"resources":{"cpu_seconds":1},"log":"x","trace_id":"5b","labels":{"t":"ml"},
        "level":"critical","event_id":"e-1"}
        """;

    private const string Mapping = """
        sources:
          - name: s
            event:
              job: $.dag_id
              run: $.run_id
              attempt: $.try_number
              partition: $.task_id
              type: { from: $.state, map: { failed: fail }, otherwise: status }
              message: $.exception
              at: $.end_date
              labels: { dag: $.dag_id }
              metrics: { n: $.map_index }
        """;

    // What breaks readers: words of other dialects, values beyond every range, texts that are no Unicode.
    private static readonly string[] Tokens =
    [
        "null", "NaN", "-Infinity", "true", "\"\"", "\"\\ud800\"", "\"\\u0000\"", "-1", "1e999", "1e-999", "0.5",
        "99999999999999999999", "[]", "{}", "[[]]", "{\"a\":{\"b\":[1]}}", "[\"\xFF\"]",
        "\"0001-01-01T00:00:00+01:00\"",
        "\"9999-12-31T23:59:59Z\"", "\"$\"", "\\", "\"", "{", "]", ",", ":", "\xFF", "\uFEFF",
        "\"" + new string('x', 300) + "\"",
    ];

    private static readonly DateTimeOffset Now = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);

    private static readonly MappedSource Mapped = Assert.Single(
        ConfigurationReader.Read(null, new("alerting.yml", Mapping)).Configuration!.Sources);

    private static readonly Dictionary<string, (string Body, Func<byte[], EventsRead> Read)> Sources =
        new(StringComparer.Ordinal)
        {
            ["fail"] = (Report, body => JobReport.Read("j", "r", "fail", body)),
            ["progress"] = (Report, body => JobReport.Read("j", "r", "progress", body)),
            ["ping"] = ("done", body => JobPing.Read("j", "fail", "r", body)),
            ["prefect"] = (Payload.Text("prefect.json"), body => PrefectWebhook.Read(body)),
            ["wandb"] = (Payload.Text("wandb.json"), body => WandbWebhook.Read(body)),
            ["gcp"] = (Payload.Text("gcp.json"), body => MonitoringWebhook.Read(body, Now)),
            ["cloudevents"] = (Payload.Text("cloudevents.json"), body => CloudEventsWebhook.Read(body)),
            ["binary"] = (Report, body => CloudEventsBinary.Read(
                new Dictionary<string, string>(StringComparer.Ordinal)
                {
                    ["specversion"] = "1.0",
                    ["id"] = "1",
                    ["source"] = "/jobs/j",
                    ["type"] = "job.failed",
                    ["subject"] = Encoding.Latin1.GetString(body, 0, Math.Min(body.Length, 40)),
                },
                "application/json", body)),
            ["logs"] = (Payload.Text("logs.jsonl"), body => LogRecords.Read(body)),
            ["mapped"] = (Payload.Text("airflow.json"), body => MappedWebhook.Read(Mapped, body, Now)),
        };

    public static TheoryData<string> Names => [.. Sources.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_body_that_was_tampered_with_never_throws_and_what_is_made_of_it_can_be_stored(string name)
    {
        var seed = Seeds.Or(20_261_122);
        var random = new Random(seed);
        var (body, read) = Sources[name];
        for (var round = 0; round < Rounds; round++)
        {
            var bytes = Tampered(random, body);
            var where = $"seed {seed}, round {round}: {Convert.ToBase64String(bytes)}";
            try
            {
                Check(read(bytes), where);
            }
            catch (Exception failure) when (failure is not Xunit.Sdk.XunitException)
            {
                throw new InvalidOperationException(where, failure);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Bytes_of_any_kind_never_throw(string name)
    {
        var seed = Seeds.Or(20_261_123);
        var random = new Random(seed);
        for (var round = 0; round < Rounds; round++)
        {
            var bytes = new byte[random.Next(200)];
            random.NextBytes(bytes);
            Check(Sources[name].Read(bytes), $"seed {seed}, round {round}: {Convert.ToBase64String(bytes)}");
        }
    }

    private static byte[] Tampered(Random random, string body)
    {
        for (var times = random.Next(1, 4); times > 0; times--)
        {
            var at = random.Next(body.Length + 1);
            var length = random.Next(4) switch { 0 => 0, 1 => 1, 2 => random.Next(20), _ => Value(body, ref at) };
            length = Math.Min(length, body.Length - at);
            var with = random.Next(5) == 0 ? "" : Tokens[random.Next(Tokens.Length)];
            body = body[..at] + with + body[(at + length)..];
        }

        return random.Next(10) == 0
            ? Encoding.Latin1.GetBytes(body)
            : Encoding.UTF8.GetBytes(random.Next(10) == 0 ? body[..random.Next(body.Length + 1)] : body);
    }

    // The value behind the next colon, so that JSON stays JSON more often than not.
    private static int Value(string body, ref int at)
    {
        var colon = body.IndexOf(':', at);
        at = colon < 0 ? at : colon + 1;
        var end = body.AsSpan(at).IndexOfAny(",}]\n");
        return Math.Max(end, 0);
    }

    private static void Check(EventsRead read, string where)
    {
        Assert.True(read.Rejected.Length <= 101, where);
        Assert.True(read.Unreadable is null || read.Events.IsEmpty, where);
        Assert.Equal(read.Alerts.Length, read.AlertPaths.Length);
        Assert.All(read.Alerts, alert => Assert.True(alert.Labels.Count > 0 && !(alert.EndsAt < alert.StartsAt), where));
        foreach (var said in read.Events)
        {
            Assert.True(JobLimits.Refusal(said.Job, JobLimits.Name) is null, where);
            Assert.True(said.Run is null || JobLimits.Refusal(said.Run, JobLimits.Run) is null, where);
            Assert.True(said.Partition is null || JobLimits.Refusal(said.Partition, JobLimits.Name) is null, where);
            Assert.True(said.EventId is null || JobLimits.Refusal(said.EventId, JobLimits.Name) is null, where);
            Assert.InRange(said.Attempt, 1, JobLimits.Attempts);
            Assert.True(said.At is null || said.At.Value.Year is >= 1999 and <= 2200, where);
            Assert.True(said.Rows is null or >= 0 && said.Metrics.Values.All(it => double.IsFinite(it.Value)), where);
            Assert.True((said.Message?.Length ?? 0) <= JobLimits.Message, where);
            Assert.Equal(said.Job, JobEventJson.Read(JobEventJson.Write(said)).Job);
        }
    }
}
