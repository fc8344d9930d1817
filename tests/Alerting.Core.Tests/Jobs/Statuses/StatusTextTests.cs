using System.Collections.Immutable;
using Alerting.Core.Alerts;
using Alerting.Core.Jobs;
using Alerting.Core.Jobs.Events;
using Alerting.Core.Jobs.Registry;
using Alerting.Core.Jobs.Rows;
using Alerting.Core.Jobs.Statuses;
using Alerting.Core.Tests.Jobs.Events;
using Alerting.Testing;
using Xunit;

namespace Alerting.Core.Tests.Jobs.Statuses;

/// <summary>Reports as labels, as alerts and as rows.</summary>
public sealed class StatusTextTests
{
    private static readonly DateTimeOffset Came = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(JobEventType.Status, null, "INFO")]
    [InlineData(JobEventType.Status, Level.Debug, "DEBUG")]
    [InlineData(JobEventType.Fail, null, "ERROR")]
    [InlineData(JobEventType.Cancel, null, "WARNING")]
    [InlineData(JobEventType.InputDrift, Level.Critical, "CRITICAL")]
    public void The_level_is_what_it_says_or_as_is_usual_for_its_type(JobEventType type, Level? level, string expected) =>
        Assert.Equal(expected, StatusText.Labels(Said(type) with { Level = level }, null)["level"]);

    [Fact]
    public void What_it_is_wins_over_labels_of_its_own_and_what_is_declared_over_what_is_said()
    {
        string[] names = ["alertname", "job", "run", "level", "type", "kind", "partition", "model", "audience", "team", "own"];
        var own = names.ToImmutableSortedDictionary(name => name, _ => "own", StringComparer.Ordinal);
        var said = Said(JobEventType.Start) with { Labels = own, Kind = RunKind.Manual, Partition = "p" };
        var declared = new JobDefinition { Name = "train", Model = "churn", Labels = LabelSet.From([new("team", "ml")]) };

        Assert.Equal(
            "{alertname=\"JobStatus\", audience=\"own\", job=\"train\", kind=\"manual\", level=\"INFO\", model=\"churn\", "
            + "own=\"own\", partition=\"p\", run=\"1\", team=\"ml\", type=\"start\"}",
            StatusText.Labels(said, declared).ToString());
    }

    [Fact]
    public void Reports_that_say_the_same_differ_by_their_number()
    {
        var news = new JobNews(Said(JobEventType.Status), Came, null);

        Assert.NotEqual(
            StatusText.Alert(news, 1, null, "").Fingerprint, StatusText.Alert(news, 2, null, "").Fingerprint);
    }

    [Theory]
    [InlineData(-1, -1)]
    [InlineData(-50, 0)]
    [InlineData(2, 0)]
    public void It_is_of_its_senders_time_unless_no_clock_explains_that(int days, int expected)
    {
        var said = Said(JobEventType.Status) with { At = Came.AddDays(days) };

        var alert = StatusText.Alert(new(said, Came, null), 1, null, "");

        Assert.Equal((Came.AddDays(expected), Came.AddDays(expected)), (alert.StartsAt, alert.EndsAt));
    }

    [Fact]
    public void A_report_that_is_large_keeps_its_place_and_its_words()
    {
        var members = Enumerable.Range(0, 50)
            .ToImmutableSortedDictionary(i => $"m{i}", _ => new string('x', 1000), StringComparer.Ordinal);
        var said = Said(JobEventType.Fail) with { Message = "why", Log = "log", Code = members, Model = members };

        var (small, large) = (StatusText.Lean(said with { Model = members.Clear(), Labels = members.Clear().Add("a", "b") }), StatusText.Lean(said));

        Assert.Equal(("why", null, "b"), (small.Message, small.Log, small.Labels["a"]));
        Assert.Equal(("why", "1", 0), (large.Message, large.Run, large.Model.Count));
    }

    [Fact]
    public void A_report_with_many_figures_keeps_what_rules_ask_by()
    {
        var figures = Enumerable.Range(0, 100).ToImmutableSortedDictionary(
            i => $"{i}{new string('x', 200)}", _ => new Measure(1, null), StringComparer.Ordinal);
        var said = Said(JobEventType.Status);

        var lean = StatusText.Lean(said with { Metrics = figures, Labels = said.Labels.Add("team", "a") });

        Assert.Equal(("a", 0), (lean.Labels["team"], lean.Metrics.Count));
    }

    [Fact]
    public void They_come_back_from_their_row_as_they_were()
    {
        var seed = Seeds.Or(20);
        var events = new RandomJobEvent(seed);
        JobNews[] news = [.. Enumerable.Range(0, 500).Select(i => new JobNews(events.Next(), Came.AddTicks(i), null))];

        var read = StatusRow.Read(new("p", "k", default, StatusRow.Write(news, "trace")));

        Assert.Equal(news.Select(it => it.Came), read.Select(it => it.Came));
        Assert.All(news.Zip(read), pair => Assert.True(
            JobEventJson.Write(pair.First.Event).SequenceEqual(JobEventJson.Write(pair.Second.Event)), $"seed {seed}"));
    }

    private static JobEvent Said(JobEventType type) => new() { Type = type, Job = "train", Run = "1" };
}
