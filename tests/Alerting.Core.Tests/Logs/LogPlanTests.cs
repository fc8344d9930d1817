using System.Collections.Immutable;
using System.Diagnostics;
using Alerting.Core.Alerts;
using Alerting.Core.Logs;
using Alerting.Core.Logs.Languages;
using Alerting.Core.Logs.Said;
using Alerting.Core.Matching;
using Xunit;

namespace Alerting.Core.Tests.Logs;

/// <summary>Which queries alerts ask for. Tried: storms, clocks that are wrong, values that no query may hold.</summary>
public sealed class LogPlanTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);

    private static readonly LogSourceSettings One = new LogSourceSettings.Graylog
    {
        Name = "one",
        Url = "http://g",
        Fields = [new("namespace", "ns"), new("pod", "pod"), new("job_name", "pod", IsPrefix: true)],
    };

    [Fact]
    public void A_query_has_what_the_alert_has_and_the_time_around_its_beginning()
    {
        var query = Assert.Single(Plan([One], Told(Noon.AddMinutes(-30), ("namespace", "ml"), ("job_name", "train"))));

        Assert.Equal([new("ns", "ml", false), new("pod", "train", true)], query.Fields);
        Assert.Equal((Noon.AddMinutes(-32), Noon.AddMinutes(-28)), (query.From, query.To));
    }

    public static TheoryData<string, string> UsualKinds => new()
    {
        { "azure_monitor", "PodName startswith_cs 'train-1-'" },
        { "cloud_logging", "resource.labels.pod_name=~\"^train-1-\"" },
        { "elasticsearch", "kubernetes.pod.name:train\\-1\\-*" },
        { "graylog", "kubernetes_pod_name:train\\-1\\-*" },
        { "loki", "{pod=~\"train-1-.*\"}" },
    };

    [Theory, MemberData(nameof(UsualKinds))]
    public void The_pods_of_a_job_are_not_those_of_one_whose_name_begins_alike(string kind, string expected)
    {
        LogSourceSettings source = kind switch
        {
            "azure_monitor" => new LogSourceSettings.AzureMonitor
            {
                Name = kind,
                WorkspaceId = "w",
                Fields = LogSourceSettings.AzureMonitor.UsualFields,
            },
            "cloud_logging" => new LogSourceSettings.CloudLogging
            {
                Name = kind,
                Project = "p",
                Fields = LogSourceSettings.CloudLogging.UsualFields,
            },
            "elasticsearch" => new LogSourceSettings.Elasticsearch
            {
                Name = kind,
                Url = "http://e",
                Fields = LogSourceSettings.Elasticsearch.UsualFields,
            },
            "graylog" => new LogSourceSettings.Graylog
            {
                Name = kind,
                Url = "http://g",
                Fields = LogSourceSettings.Graylog.UsualFields,
            },
            _ => new LogSourceSettings.Loki
            {
                Name = kind,
                Grafana = "http://g",
                DataSource = "d",
                Fields = LogSourceSettings.Loki.UsualFields,
            },
        };

        var query = Assert.Single(Plan([source], Told(Noon, ("job_name", "train-1"))));

        Assert.Contains(expected, kind switch
        {
            "azure_monitor" => KqlText.Of(query, 7, 500),
            "cloud_logging" => GoogleText.Of(query),
            "loki" => LogQlText.Of(query),
            _ => LuceneText.Of(query),
        }, StringComparison.Ordinal);
    }

    [Fact]
    public void An_annotation_counts_where_there_is_no_such_label()
    {
        var alert = Told(Noon, ("namespace", "ml")) with
        {
            Annotations = LabelSet.From([new("namespace", "no"), new("pod", "train-1")]),
        };

        Assert.Equal([new("ns", "ml", false), new("pod", "train-1", false)], Assert.Single(Plan([One], alert)).Fields);
    }

    [Fact]
    public void A_source_without_any_field_of_the_alert_is_not_asked() =>
        Assert.Empty(Plan([One], Told(Noon, ("alertname", "Down"))));

    [Fact]
    public void A_source_is_asked_for_the_alerts_that_it_matches()
    {
        var matched = One with { Matchers = MatcherList.Of([Matcher.Create("namespace", MatchOperator.Matches, "ml-.*", out _)!]) };

        Assert.Empty(Plan([matched], Told(Noon, ("namespace", "web"))));
        Assert.Single(Plan([matched], Told(Noon, ("namespace", "ml-batch"))));
    }

    [Theory]
    [InlineData("a\nb")]
    [InlineData("a\u0000")]
    [InlineData("a\u2029b")]
    [InlineData("half a pair")]
    [InlineData("too long")]
    public void A_value_that_no_query_may_hold_does_not_make_one_that_asks_for_more(string value)
    {
        value = value == "too long" ? new string('x', 513) : value == "half a pair" ? "a\udc00" : value;

        Assert.Empty(Plan([One], Told(Noon, ("namespace", "ml"), ("pod", value))));
    }

    [Fact]
    public void Alerts_of_the_same_ask_once_for_all_of_their_time()
    {
        var query = Assert.Single(Plan(
            [One], Told(Noon.AddMinutes(-30), ("namespace", "ml")), Told(Noon.AddMinutes(-28), ("namespace", "ml"), ("x", "y"))));

        Assert.Equal((Noon.AddMinutes(-32), Noon.AddMinutes(-26)), (query.From, query.To));
    }

    [Fact]
    public void Alerts_of_the_same_at_quite_other_times_ask_twice() => Assert.Equal(2, Plan(
        [One], Told(Noon.AddHours(-3), ("namespace", "ml")), Told(Noon, ("namespace", "ml"))).Length);

    [Fact]
    public void Ten_thousand_alerts_of_different_things_ask_for_those_of_the_first_and_say_so()
    {
        var sources = LogSettings.Usual with { Sources = [One, One with { Name = "two" }] };
        var alerts = Enumerable.Range(0, 10_000).Select(n => Told(Noon, ("pod", $"train-{n}"))).ToImmutableArray();
        var watch = Stopwatch.StartNew();

        var drawn = LogPlan.Draw(sources, alerts, Noon);

        Assert.Equal(
            [.. Enumerable.Repeat("one", 5), .. Enumerable.Repeat("two", 5)], drawn.Queries.Select(it => it.Source.Name));
        Assert.Equal(
            Enumerable.Range(0, 5).Select(n => $"train-{n}"), drawn.Queries.Take(5).Select(it => it.Fields[0].Value));
        Assert.Equal(9_995, drawn.LeftOut);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(2), $"took {watch.Elapsed}");
    }

    [Fact]
    public void Links_take_no_room_from_queries()
    {
        var loki = new LogSourceSettings.Loki { Name = "loki", Grafana = "http://g", DataSource = "d", Fields = One.Fields };
        var alerts = Enumerable.Range(0, 10).Select(n => Told(Noon, ("pod", $"train-{n}"))).ToImmutableArray();

        var drawn = LogPlan.Draw(LogSettings.Usual with { Sources = [loki, One] }, alerts, Noon);

        Assert.Equal((10, 10), (drawn.Queries.Count(it => !it.Source.IsAsked), drawn.Queries.Count(it => it.Source.IsAsked)));
        Assert.Equal(0, drawn.LeftOut);
        Assert.Equal(5, LogPlan.Draw(
            LogSettings.Usual with { Sources = [loki, One] },
            [.. alerts, .. Enumerable.Range(10, 5).Select(n => Told(Noon, ("pod", $"train-{n}")))], Noon).LeftOut);
    }

    [Fact]
    public void Ten_thousand_alerts_of_one_thing_ask_once_and_leave_nothing_out()
    {
        var alerts = Enumerable.Range(0, 10_000)
            .Select(n => Told(Noon.AddSeconds(-n / 100), ("namespace", "ml"), ("partition", $"{n}"))).ToImmutableArray();

        var drawn = LogPlan.Draw(LogSettings.Usual with { Sources = [One] }, alerts, Noon);

        Assert.Single(drawn.Queries);
        Assert.Equal(0, drawn.LeftOut);
    }

    [Theory]
    [InlineData(60)]
    [InlineData(60 * 24 * 400)]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(-60)]
    [InlineData(-60 * 24 * 400)]
    public void A_window_is_never_negative_nor_in_the_future_nor_longer_than_a_day(int minutes)
    {
        foreach (var started in (string[])["", "2026-11-21 02:00 UTC", "2027-01-01 00:00 UTC", "2020-01-01 00:00 UTC", "soon"])
        {
            var alert = Told(Noon.AddMinutes(minutes), ("pod", "x")) with { Annotations = LabelSet.From([new("started", started)]) };
            foreach (var around in (TimeSpan[])[TimeSpan.Zero, TimeSpan.FromMinutes(2), TimeSpan.FromDays(1)])
            {
                var query = Assert.Single(Plan([One with { Before = around, After = around }], alert));

                Assert.True(query.To <= Noon);
                Assert.InRange(query.To - query.From, TimeSpan.FromMinutes(1), TimeSpan.FromDays(1));
            }
        }
    }

    [Fact]
    public void The_least_of_instants_is_one()
    {
        Assert.Single(Plan([One], Told(DateTimeOffset.MinValue, ("pod", "x"))));
        Assert.Single(Plan([One], Told(DateTimeOffset.MaxValue, ("pod", "x"))));
    }

    [Fact]
    public void The_time_of_a_jobs_alert_begins_where_its_run_began()
    {
        var alert = Told(Noon.AddMinutes(-30), ("pod", "x")) with
        {
            Annotations = LabelSet.From([new("started", "2026-11-21 09:00 UTC")]),
        };

        var query = Assert.Single(Plan([One], alert));

        Assert.Equal((Noon.AddHours(-3).AddMinutes(-2), Noon.AddMinutes(-28)), (query.From, query.To));
    }

    [Fact]
    public void A_filter_is_filled_with_literals_of_its_language()
    {
        Assert.Null(LogFilter.Parse("Namespace == {{namespace}} and Text has {{ pod }}", FilterLanguage.Kql, out var filter));
        var source = One with { Filter = filter };

        Assert.Equal(
            @"Namespace == 'm\'l\\' and Text has 'x'",
            Assert.Single(Plan([source], Told(Noon, ("namespace", @"m'l\"), ("pod", "x")))).Filter);
        Assert.Empty(Plan([source], Told(Noon, ("namespace", "ml"))));
    }

    [Fact]
    public void A_trial_asks_for_nobodys_records_with_all_that_is_configured()
    {
        LogFilter.Parse("|= {{pod}}", FilterLanguage.LogQl, out var filter);
        var query = LogPlan.Trial(One with { Filter = filter }, Noon);

        Assert.Equal("{ns=\"alerting-check\", pod=\"alerting-check\", pod=~\"alerting-check.*\"} |= \"alerting-check\"", LogQlText.Of(query));
        Assert.Equal((1, TimeSpan.FromMinutes(1)), (query.Source.MostRecords, query.To - query.From));
    }

    [Fact]
    public void Queries_with_the_same_key_ask_for_the_same()
    {
        var query = Assert.Single(Plan([One], Told(Noon, ("pod", "x"))));

        Assert.Equal(query.Key, (query with { }).Key);
        LogQuery[] others =
        [
            query with { Filter = "x" }, query with { To = query.To.AddTicks(1) }, query with { Source = One with { Name = "b" } },
            query with { Fields = [new("pod", "x", true)] },
        ];
        Assert.All(others, other => Assert.NotEqual(query.Key, other.Key));
    }

    private static ImmutableArray<LogQuery> Plan(ImmutableArray<LogSourceSettings> sources, params ImmutableArray<AlertTold> alerts) =>
        LogPlan.Of(LogSettings.Usual with { Sources = sources }, alerts, Noon);

    private static AlertTold Told(DateTimeOffset startsAt, params (string Name, string Value)[] labels) =>
        new(LabelSet.From(labels.Select(it => new Label(it.Name, it.Value))), LabelSet.Empty, startsAt);
}
