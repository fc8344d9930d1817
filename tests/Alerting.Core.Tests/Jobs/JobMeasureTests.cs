using System.Collections.Immutable;
using Alerting.Core.Jobs.Events;
using Alerting.Core.Jobs.Registry;
using Xunit;
using static System.TimeSpan;

namespace Alerting.Core.Tests.Jobs;

/// <summary>What runs wrote and measured, and many runs at once.</summary>
public sealed class JobMeasureTests
{
    private static readonly JobDefinition Declared = new() { Name = "train" };

    [Theory]
    [InlineData(0, true)]
    [InlineData(1, false)]
    [InlineData(100, false)]
    [InlineData(101, true)]
    public void Rows_out_of_bounds_are_told(double rows, bool isTold)
    {
        var job = new JobPlay(Declared with { Rows = new(1, 100) }).Start().Success("1", said => said with { Rows = rows });

        Assert.Equal(isTold, job.Firing.Contains("JobOutput"));
    }

    [Fact]
    public void A_run_that_says_nothing_of_its_rows_is_no_recovery()
    {
        var job = new JobPlay(Declared with { Rows = new(1, null) }).Start().Success("1", said => said with { Rows = 0 });
        Assert.Equal("0 rows; at least 1 are expected", job.Alert("JobOutput").Annotations["why"]);

        job.Runs("2", FromMinutes(1));
        Assert.Equal(["JobOutput"], job.Firing);

        job.Runs("3", FromMinutes(1), said => said with { Rows = 5 });
        Assert.Empty(job.Firing);
    }

    [Theory]
    [InlineData(0.5, 3, false)]
    [InlineData(0.5, 4, false)]
    [InlineData(0.5, 1000, true)]
    [InlineData(0.84, 1000, false)]
    [InlineData(0.8, 1000, true)]
    [InlineData(0.86, 1000, false)]
    public void A_share_is_judged_by_its_samples(double accuracy, int samples, bool isTold)
    {
        var job = Measured(new(new(0.85, null), 0, IsShare: true)).Start()
            .Success("1", With("accuracy", new(accuracy, samples)));

        Assert.Equal(isTold, job.Firing.Contains("JobMetric"));
    }

    [Fact]
    public void A_metric_has_an_alert_of_its_own_that_only_a_better_figure_ends()
    {
        var job = Measured(new(new(null, 0.3), 0, IsShare: false)).Start()
            .Success("1", With("accuracy", new(0.5, null)));
        var alert = job.Alert("JobMetric");
        Assert.Equal("accuracy", alert.Labels["metric"]);
        Assert.Equal("train has a metric out of bounds: accuracy is 0.5; at most 0.3 is asked for", alert.Annotations["summary"]);

        job.Runs("2", FromMinutes(1));
        Assert.Equal(["JobMetric"], job.Firing);

        job.Start("3").Success("3", With("accuracy", new(0.2, null)));
        Assert.Empty(job.Firing);
    }

    [Fact]
    public void Of_too_few_samples_nothing_is_concluded_either_way()
    {
        var job = Measured(new(new(0.85, null), 100, IsShare: false)).Start()
            .Success("1", With("accuracy", new(0.5, 200)));

        job.Start("2").Success("2", With("accuracy", new(0.99, 3)));

        Assert.Equal(["JobMetric"], job.Firing);
    }

    [Fact]
    public void More_runs_than_may_go_on_for_long_are_told_until_they_are_fewer()
    {
        var job = new JobPlay(Declared with { IsConcurrent = true, LongRunning = new(5, FromHours(2)) });
        for (var run = 0; run < 6; run++)
        {
            job.Start($"{run}").Pass(FromMinutes(1));
        }

        job.PassTo(JobPlay.Begin + FromMinutes(5) + FromHours(2) + FromSeconds(29));
        Assert.Empty(job.Told);

        job.Pass(FromSeconds(2));
        Assert.Equal("6 runs go on for more than 2 h; 5 may", job.Alert("JobsRunningLong").Annotations["why"]);

        job.Fail("0");
        Assert.DoesNotContain("JobsRunningLong", job.Firing);
    }

    [Fact]
    public void Test_runs_and_backfills_do_not_count_as_running_for_long()
    {
        var job = new JobPlay(Declared with { IsConcurrent = true, LongRunning = new(1, FromMinutes(10)) });
        for (var run = 0; run < 3; run++)
        {
            job.Start($"{run}", said => said with { Kind = RunKind.Test })
                .Start($"b{run}", said => said with { Kind = RunKind.Backfill });
        }

        Assert.Empty(job.Pass(FromHours(1)).Told);
    }

    [Fact]
    public void Runs_that_go_on_for_long_are_told_as_long_as_they_do_or_until_a_person_has_seen_to_it()
    {
        var rule = new LongRunning(1, FromMinutes(10));
        var job = new JobPlay(Declared with { IsConcurrent = true, LongRunning = rule, ResolveAfter = FromHours(1) })
            .Start("1").Start("2").Pass(FromHours(5));
        Assert.Equal(["+JobsRunningLong"], job.Told);

        job.Say(JobEventType.Resolve, null).Pass(FromHours(5)).Progress("1");
        Assert.Equal(["+JobsRunningLong", "-JobsRunningLong"], job.Told);

        job.Start("3").Pass(FromMinutes(11));
        Assert.Equal(["JobsRunningLong"], job.Firing);
    }

    [Fact]
    public void Of_several_runs_at_once_a_good_one_does_not_end_the_metric_of_a_bad_one()
    {
        var job = new JobPlay(Measured(new(new(0.8, null), 0, false)).Definition! with { IsConcurrent = true })
            .Start("a").Start("b").Success("a", With("accuracy", new(0.5, null)))
            .Success("b", With("accuracy", new(0.9, null)));

        Assert.Equal("a", job.Alert("JobMetric").Labels["run"]);
    }

    [Fact]
    public void An_alert_of_a_run_stays_its_own_when_there_are_too_many()
    {
        var job = new JobPlay(Declared with { IsConcurrent = true });
        for (var run = 0; run < 201; run++)
        {
            job.Start($"{run}").Say(JobEventType.TrainingError, $"{run}");
        }

        Assert.Equal(201, job.State.Firing.Count());

        job.Say(JobEventType.TrainingError, "7");
        Assert.Equal(201, job.State.Firing.Count());
        Assert.Single(job.State.Firing, alert => alert.Run == "7");
    }

    [Fact]
    public void The_model_of_a_run_is_a_label()
    {
        var job = new JobPlay(Declared).Start("1", said => said with
        {
            Model = ImmutableSortedDictionary<string, string>.Empty.Add("name", "churn").Add("version", "7"),
        }).Fail();

        Assert.Equal("churn", job.Alert("JobFailed").Labels["model"]);
        Assert.Equal("7", job.Alert("JobFailed").Annotations["model_version"]);
    }

    [Fact]
    public void What_a_backfill_wrote_ends_with_the_next_backfill_and_with_no_other_run()
    {
        var job = new JobPlay(Declared with { Rows = new(100, null) })
            .Start("b", Backfill).Success("b", said => Backfill(said) with { Rows = 1 });

        job.Start("1").Pass(FromMinutes(1)).Success("1", said => said with { Rows = 200 });
        Assert.Equal(["+JobOutput"], job.Told);

        job.Pass(FromMinutes(5)).Start("c", Backfill).Success("c", said => Backfill(said) with { Rows = 200 });
        Assert.Equal(["+JobOutput", "-JobOutput"], job.Told);
    }

    [Fact]
    public void What_nobody_asks_for_any_more_is_over()
    {
        var asked = Declared with
        {
            Bytes = new(100, null),
            Metrics = Declared.Metrics.Add("accuracy", new(new(0.9, null), 0, IsShare: false)),
        };
        var bytes = new JobPlay(asked).Start().Success("1", said => said with { Bytes = 1 });
        var metric = new JobPlay(asked).Start()
            .Success("1", said => said with { Metrics = said.Metrics.Add("accuracy", new(0.1, null)) });
        var ignored = new JobPlay(Declared).Start().Fail();
        Assert.Equal(["JobOutput"], bytes.Firing);
        Assert.Equal(["JobMetric"], metric.Firing);

        (bytes.Definition, metric.Definition) = (Declared, Declared);
        ignored.Definition = Declared with { Ignored = [JobTrouble.Failed] };

        Assert.Empty(bytes.Look([]).Firing);
        Assert.Empty(metric.Look([]).Firing);
        Assert.Empty(ignored.Look([]).Firing);
    }

    [Fact]
    public void Rows_that_have_no_bounds_any_more_and_no_usual_yet_end_with_any_figure()
    {
        var job = new JobPlay(Declared with { Rows = new(100, null) }).Start().Success("1", With(1));
        job.Definition = Declared;

        job.Pass(FromMinutes(5)).Start("2").Success("2", With(2));

        Assert.Equal(["+JobOutput", "-JobOutput"], job.Told);

        static Func<JobEvent, JobEvent> With(double rows) => said => said with { Rows = rows };
    }

    private static JobPlay Measured(MetricBounds bounds) => new(Declared with
    {
        Metrics = ImmutableSortedDictionary<string, MetricBounds>.Empty.Add("accuracy", bounds),
    });

    private static Func<JobEvent, JobEvent> With(string name, Measure measure) => said => said with
    {
        Metrics = said.Metrics.Add(name, measure),
    };

    private static JobEvent Backfill(JobEvent said) => said with { Kind = RunKind.Backfill };
}
