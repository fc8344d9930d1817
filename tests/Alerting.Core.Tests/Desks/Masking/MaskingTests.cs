using System.Collections.Immutable;
using System.Text;
using Alerting.Core.Alerts;
using Alerting.Core.Desks.Intake;
using Alerting.Core.Groups.Rows;
using Alerting.Core.Jobs.Events;
using Alerting.Core.Ports;
using Alerting.Testing;
using Alerting.Testing.Tables;
using Alerting.Testing.Worlds;
using Xunit;

namespace Alerting.Core.Tests.Desks.Masking;

public sealed class MaskingTests
{
    private const string Secret = "hunter2hunter2";
    private const string Said = "password=" + Secret;

    private readonly RecordingChannel channel = new("webhook", deduplicates: true);

    [Fact]
    public async Task A_label_stays_in_state_and_is_masked_in_what_is_sent()
    {
        var world = World.Of(channel);
        world.Configuration.Replace(
            World.OneReceiver("webhook") with { Route = world.Configuration.Value.Route with { GroupBy = ["leak"] } }, 1);
        var alert = Leaking();

        await world.Post(alert);
        await world.Settle();

        var told = Assert.Single(channel.Take());
        var labels = Assert.Single(told.Alerts).Labels;
        Assert.Equal("password=[redacted]", labels["leak"]);
        Assert.Equal(alert.Fingerprint, told.Alerts[0].Fingerprint);
        Assert.NotEqual(alert.Fingerprint, labels.Fingerprint);
        Assert.Equal("{}:{leak=\"password=[redacted]\"}", told.GroupKey);
        Assert.Equal($"{{}}:{{leak=\"{Said}\"}}", told.Identity);
        Assert.Equal("password=[redacted]", told.GroupLabels["leak"]);
        var header = (await world.Rows("g~")).Single(row => row.Key.EndsWith("~h", StringComparison.Ordinal));
        Assert.Equal(told.Identity, HeaderRow.Read(header).GroupKey);
    }

    [Fact]
    public async Task Annotations_and_where_it_came_from_are_stored_without_it()
    {
        var world = World.Of(channel);

        await world.Post(World.Firing("A") with
        {
            Annotations = LabelSet.From([new("summary", Said), new("db_password", "x")]),
            GeneratorUrl = "http://u:" + Secret + "@prometheus/",
        });
        await world.Settle();

        var told = Assert.Single(Assert.Single(channel.Take()).Alerts);
        Assert.Equal("{db_password=\"[redacted]\", summary=\"password=[redacted]\"}", told.Annotations.ToString());
        Assert.Equal("http://u:[redacted]@prometheus/", told.GeneratorUrl);
    }

    [Fact]
    public async Task An_unchanged_repeat_writes_nothing_whatever_was_taken_out_of_it()
    {
        HookedStore store = null!;
        var world = World.Standing(new FixedClock(), inner => store = new(inner), channel);
        var alert = World.Firing("A") with { Annotations = LabelSet.From([new("summary", Said)]) };
        await world.Post(alert);
        var commits = store.Commits;

        await world.Post(alert);

        Assert.Equal(commits, store.Commits);
    }

    [Fact]
    public async Task An_alert_is_refused_for_a_label_where_that_is_configured_and_no_other_is()
    {
        var world = World.Of(channel);
        world.Configuration.Replace(
            World.OneReceiver("webhook") with { Redaction = new() { RefuseLabels = true } }, 1);

        var refused = await world.Engine.Accepting.Accept(
            [Leaking(), World.Firing("B")], TimeSpan.Zero, null, CancellationToken.None);
        await world.Settle();

        Assert.Equal((0, "the label leak has a credential"), (Assert.Single(refused).Index, refused[0].Reason));
        Assert.Equal("B", Assert.Single(Assert.Single(channel.Take()).Alerts).Labels["alertname"]);
    }

    [Fact]
    public async Task What_a_vendor_repeats_is_not_kept()
    {
        RecordedStore store = null!;
        var world = World.Standing(new FixedClock(), inner => store = new(inner), channel);
        channel.Answer(new Receipt.Deferred("slow: " + Said, TimeSpan.FromSeconds(1)) { SaysNothing = true });
        channel.Otherwise = _ => new Receipt.Refused("no: " + Said);

        await world.Post(World.Firing("A"));
        await world.Pass(TimeSpan.FromMinutes(1));

        Assert.NotEmpty(channel.Take());
        Assert.DoesNotContain(store.Written, row => row.Contains(Secret, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_report_is_stored_without_it_and_its_identity_stays()
    {
        RecordedStore store = null!;
        var world = World.Standing(new FixedClock(), inner => store = new(inner), channel);
        var members = ImmutableSortedDictionary<string, string>.Empty.Add("url", "x://u:" + Secret + "@h").Add("api_key", "k1");

        await world.Engine.Reports.Accept(
            [
                new()
                {
                    Type = JobEventType.Fail, Job = "token=jobjobjob", Run = "r", Message = Said + " ops@acme.example",
                    Log = Said + " ops@acme.example", Reason = Said, Model = members, Dataset = members, Code = members,
                    Resources = members,
                },
            ],
            null, CancellationToken.None);

        var stored = string.Concat(store.Written);
        Assert.DoesNotContain(Secret, stored, StringComparison.Ordinal);
        Assert.DoesNotContain("\"k1\"", stored, StringComparison.Ordinal);
        Assert.Contains("token=jobjobjob", stored, StringComparison.Ordinal);
        Assert.Contains("\"message\":\"password=[redacted] ops@acme.example\"", stored, StringComparison.Ordinal);
        Assert.Contains("\"log\":\"password=[redacted] [redacted]\"", stored, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{\"password\":\"x y\",\"n\":1}", "{\"password\":\"[redacted]\",\"n\":1}")]
    [InlineData("[1,", "[1,")]
    public async Task A_body_is_kept_without_it(string body, string kept) =>
        Assert.Equal(kept, Encoding.UTF8.GetString((await Kept(Encoding.UTF8.GetBytes(body))).Body.Span));

    [Fact]
    public async Task Bytes_that_are_no_text_stay_what_they_are()
    {
        var body = await Kept([0xFF, 0x00, 0xC3, .. Encoding.ASCII.GetBytes(Said), (byte)' ', 0x80, 0xFE]);

        Assert.Equal(
            [0xFF, 0x00, 0xC3, .. "password=[redacted]"u8.ToArray(), (byte)' ', 0x80, 0xFE], body.Body.ToArray());
        Assert.False(body.IsCut);
    }

    [Fact]
    public async Task A_body_in_UTF_16_is_kept_without_it() =>
        Assert.Equal(
            "\uFEFFpassword=[redacted]",
            Encoding.Unicode.GetString((await Kept([.. Encoding.Unicode.GetBytes("\uFEFF" + Said)])).Body.Span));

    [Fact]
    public async Task A_body_that_was_cut_stays_one_that_was_cut()
    {
        var body = Encoding.ASCII.GetBytes(Said.PadRight(RejectedBody.MostBytes));

        Assert.True((await Kept(body, body.Length + 1)).IsCut);
        Assert.False((await Kept(body)).IsCut);
    }

    private static async Task<RejectedBody> Kept(byte[] body, long? length = null)
    {
        var world = World.Standing(new FixedClock());
        using var shelf = new RejectedShelf(world.Engine.On);
        var id = await shelf.Keep(
            new() { Path = "/api/logs", Why = "no: " + Said, Length = length ?? body.Length, Body = body });
        var found = await shelf.Find(id!, CancellationToken.None);
        Assert.Equal("no: password=[redacted]", found!.Why);
        return found;
    }

    private static Alert Leaking()
    {
        var alert = World.Firing("A");
        return alert with { Labels = LabelSet.From(alert.Labels.Append(new("leak", Said))) };
    }
}
