using System.Text.Json;
using Alerting.Core.Alerts;
using Alerting.Core.Ports;
using Alerting.Core.Templates.Structured;
using Alerting.Testing.Vendors;
using Xunit;

namespace Alerting.Adapters.Tests.Channels.Pagerduty;

/// <summary>What an event says.</summary>
public sealed class PagerdutyEventTests
{
    [Fact]
    public async Task Without_settings_it_says_what_Alertmanager_says_by_default()
    {
        await using var server = await PagerdutyServer.Start();

        await PagerdutyCase.Send(Notices.Of(PagerdutyCase.V2(server), Notices.Alert("alertname=A;job=train")));

        var made = PagerdutyCase.Event(server);
        Assert.Equal("[FIRING:1] A (train)", made.Text("payload.summary"));
        Assert.Equal("Alerting", made.Text("client"));
        Assert.Equal("Alerting", made.Text("payload.source"));
        Assert.Equal("http://alerting:9093/#/alerts?receiver=ml%5C.batch", made.Text("client_url"));
        Assert.Equal(
            """
            {"firing":[{"annotations":{},"endsAt":"0001-01-01T00:00:00Z","fingerprint":"FP",
            "generatorURL":"https://prometheus.example.com/graph?a=1&b=2","labels":{"alertname":"A","job":"train"},
            "startsAt":"2026-11-21T11:00:00.123+01:00","status":"firing"}],"group_labels":{"alertname":"A"},
            "num_firing":1,"num_resolved":0,"reason":"first notification","resolved":[]}
            """.Replace("\n", "", StringComparison.Ordinal).Replace(
                "FP", Notices.Set("alertname=A;job=train").Fingerprint.ToString(), StringComparison.Ordinal),
            made.At("payload.custom_details").GetRawText());
    }

    [Fact]
    public async Task What_is_configured_wins()
    {
        await using var server = await PagerdutyServer.Start();
        var integration = PagerdutyCase.V2(server) with
        {
            Client = "C {{ .Status }}",
            ClientUrl = "https://c.example/{{ .Status }}",
            Description = "D {{ .CommonLabels.alertname }}",
            Source = "S",
            Severity = "{{ .CommonLabels.level }}",
            Class = "K",
            Component = "O {{ .Status }}",
            Group = "G",
        };

        await PagerdutyCase.Send(Notices.Of(integration, Notices.Alert("alertname=A;level=warning;severity=critical")));

        var made = PagerdutyCase.Event(server);
        Assert.Equal(("C firing", "https://c.example/firing"), (made.Text("client"), made.Text("client_url")));
        string[] expected = ["D A", "S", "warning", "K", "O firing", "G"];
        string[] names = ["summary", "source", "severity", "class", "component", "group"];
        Assert.Equal(expected, names.Select(name => made.Text("payload." + name)));
    }

    [Theory]
    [InlineData(null, "critical;warning", "critical")]
    [InlineData(null, "info;minor", "warning")]
    [InlineData(null, "ticket;info", "info")]
    [InlineData(null, "ticket", "error")]
    [InlineData(null, "", "error")]
    [InlineData("info", "critical", "info")]
    [InlineData("P1", "info", "critical")]
    [InlineData("none of your words", "info", "error")]
    public async Task Severity_is_the_worst_that_fires_unless_it_is_configured(
        string? configured, string severities, string expected)
    {
        await using var server = await PagerdutyServer.Start();
        var alerts = severities.Split(';').Select((word, i) => Notices.Alert($"alertname=A{i};severity={word}"))
            .Append(Notices.Alert("alertname=Z;severity=critical", status: AlertStatus.Resolved));

        await PagerdutyCase.Send(
            Notices.Of(PagerdutyCase.V2(server) with { Severity = configured }, [.. alerts]));

        Assert.Equal(expected, PagerdutyCase.Event(server).Text("payload.severity"));
    }

    [Fact]
    public async Task Links_are_those_configured_our_page_and_what_the_alerts_name_each_once_and_web_only()
    {
        await using var server = await PagerdutyServer.Start();
        var integration = PagerdutyCase.V2(server) with
        {
            Links =
            [
                new("https://wiki.example/{{ .CommonLabels.alertname }}", "Wiki"), new("", "gone"),
                new("javascript:alert(1)", "no"), new("slack://channel", "no"),
            ],
        };
        var alert = Notices.Alert(
            annotations: "runbook_url=https://r.example/a;dashboard_url=file:///etc/passwd;log_url=https://l.example/b c");

        await PagerdutyCase.Send(Notices.Of(integration, alert, alert));

        Assert.Equal(
            [
                ("https://wiki.example/A", "Wiki"),
                ("http://alerting:9093/#/alerts?receiver=ml.batch&filter=%7Balertname%3D%22A%22%7D", "Alerts of this group"),
                ("https://r.example/a", "Runbook"),
                ("https://l.example/b%20c", "Logs"),
            ],
            PagerdutyCase.Event(server).At("links").EnumerateArray().Select(link => (link.Text("href"), link.Text("text"))));
    }

    [Fact]
    public async Task Twenty_links_at_the_most()
    {
        await using var server = await PagerdutyServer.Start();
        var alerts = Enumerable.Range(0, 30).Select(i => Notices.Alert(annotations: $"runbook_url=https://r.example/{i}"));

        await PagerdutyCase.Send(Notices.Of(PagerdutyCase.V2(server), [.. alerts]));

        Assert.Equal(20, PagerdutyCase.Event(server).At("links").GetArrayLength());
    }

    [Fact]
    public async Task Images_are_shown_only_over_https()
    {
        await using var server = await PagerdutyServer.Start();
        var integration = PagerdutyCase.V2(server) with
        {
            Images = [new("https://i.example/a.png", "alt {{ .Status }}", ""), new("http://i.example/b.png", "", "")],
        };

        await PagerdutyCase.Send(Notices.Of(integration));

        var image = Assert.Single(PagerdutyCase.Event(server).At("images").EnumerateArray());
        Assert.Equal(("https://i.example/a.png", "alt firing"), (image.Text("src"), image.Text("alt")));
    }

    [Fact]
    public async Task Details_that_are_configured_join_the_usual_ones_or_replace_them()
    {
        await using var server = await PagerdutyServer.Start();
        var integration = PagerdutyCase.V2(server) with
        {
            Details =
            [
                KeyValuePair.Create<string, TemplateTree>("firing", new TemplateTree.Rendered("mine {{ .Status }}")),
                KeyValuePair.Create<string, TemplateTree>("team", new TemplateTree.Map(
                    [KeyValuePair.Create<string, TemplateTree>("size", new TemplateTree.Scalar(3L))])),
            ],
        };

        await PagerdutyCase.Send(Notices.Of(integration));

        var details = PagerdutyCase.Event(server).At("payload.custom_details");
        Assert.Equal("mine firing", details.Text("firing"));
        Assert.Equal(3, details.At("team.size").GetInt32());
        Assert.Equal(1, details.At("num_firing").GetInt32());
    }

    [Fact]
    public async Task Details_tell_the_log_for_whom_it_stands_in_and_what_was_left_out()
    {
        await using var server = await PagerdutyServer.Start();
        var log = string.Concat(Enumerable.Repeat("line\r\n", 5000)) + "\u001b[31mOOMKilled";
        var alert = Notices.Alert() with { Annotations = LabelSet.From([new("log_excerpt", log)]) };

        await PagerdutyCase.Send(Notices.Of(PagerdutyCase.V2(server), alert) with
        {
            StandsInFor = "team, whose Slack was away",
            Omitted = 7,
        });

        var details = PagerdutyCase.Event(server).At("payload.custom_details");
        Assert.Equal("team, whose Slack was away", details.Text("stands_in_for"));
        Assert.Equal(7, details.At("omitted_alerts").GetInt32());
        Assert.EndsWith("line\n\uFFFD[31mOOMKilled", details.Text("log_excerpt"), StringComparison.Ordinal);
        Assert.InRange(details.Text("log_excerpt").Length, 6000, 8000);
    }

    [Theory]
    [InlineData(10_000, 10)]
    [InlineData(10, 100_000)]
    [InlineData(1, 1_000_000)]
    public async Task An_event_that_would_be_too_large_goes_without_details(int alerts, int annotation)
    {
        await using var server = await PagerdutyServer.Start();
        var many = Enumerable.Range(0, alerts).Select(i => Notices.Alert($"alertname=A;i={i}") with
        {
            Annotations = LabelSet.From([new("summary", new string('x', annotation))]),
        });

        var receipt = await PagerdutyCase.Send(Notices.Of(PagerdutyCase.V2(server), [.. many]));

        Assert.IsType<Receipt.Delivered>(receipt);
        var details = PagerdutyCase.Event(server).At("payload.custom_details");
        Assert.Equal("error", Assert.Single(details.EnumerateObject()).Name);
        Assert.InRange(server.Edge.Requests[0].Body.Length, 100, 100_000);
    }

    public static TheoryData<string, int> Hostile => new()
    {
        { "\0", 3000 },
        { "\u001b[2J", 900 },
        { "\ud83d", 2000 },
        { "😀", 1024 },
        { "a😀", 1025 },
        { "\"\\</script>\u2028", 500 },
    };

    [Theory]
    [MemberData(nameof(Hostile))]
    public async Task Labels_of_any_kind_keep_to_the_limits(string piece, int times)
    {
        await using var server = await PagerdutyServer.Start();
        var text = string.Concat(Enumerable.Repeat(piece, times));
        var labels = LabelSet.From([new("alertname", text), new(text[..2] + "name", text)]);
        var notification = Notices.Of(
            PagerdutyCase.V2(server) with
            {
                Description = "{{ .CommonLabels.alertname }}",
                Component = "{{ .CommonLabels.alertname }}",
                Links = [new("https://e.example/{{ .CommonLabels.alertname }}", "{{ .CommonLabels.alertname }}")],
            },
            Notices.Alert() with { Labels = labels });

        Assert.IsType<Receipt.Delivered>(await PagerdutyCase.Send(notification with { GroupLabels = labels }));

        var made = PagerdutyCase.Event(server);
        Assert.InRange(made.Text("payload.summary").EnumerateRunes().Count(), 1, 1024);
        Assert.InRange(made.Text("payload.component").Length, 1, 1024);
        Assert.DoesNotContain(made.GetRawText().EnumerateRunes(), rune => rune.Value is < ' ' and not '\n');
    }

    [Theory]
    [InlineData(1024, 1024, false)]
    [InlineData(1025, 1024, true)]
    public async Task A_summary_is_cut_at_1024_characters_as_Alertmanager_cuts_it(int length, int expected, bool isCut)
    {
        await using var server = await PagerdutyServer.Start();
        var text = string.Concat(Enumerable.Repeat("😀", length));

        await PagerdutyCase.Send(Notices.Of(PagerdutyCase.V2(server) with { Description = text }));

        var summary = PagerdutyCase.Event(server).Text("payload.summary");
        Assert.Equal(expected, summary.EnumerateRunes().Count());
        Assert.Equal(isCut, summary.EndsWith('…'));
    }

    [Fact]
    public async Task A_template_that_fails_costs_its_own_text_alone_and_is_named()
    {
        await using var server = await PagerdutyServer.Start();
        var integration = PagerdutyCase.V2(server) with
        {
            Description = "{{ .Nothing }}",
            Component = "{{ template \"gone\" . }}",
            Details = [KeyValuePair.Create<string, TemplateTree>("x", new TemplateTree.Rendered("{{ if }}"))],
        };

        var told = Assert.IsType<Receipt.Delivered>(await PagerdutyCase.Send(Notices.Of(integration)));

        Assert.StartsWith("a template failed: ", told.Flaw, StringComparison.Ordinal);
        var made = PagerdutyCase.Event(server);
        Assert.Equal("FIRING 1: A", made.Text("payload.summary"));
        Assert.Equal(1, made.At("payload.custom_details.num_firing").GetInt32());
        Assert.False(made.At("payload.custom_details").TryGetProperty("x", out _));
        Assert.Contains("Nothing", made.Text("payload.custom_details.template_error"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"routing_key":"k","event_action":"trigger"}""", true)]
    [InlineData("""{"routing_key":"k","event_action":"open"}""", false)]
    [InlineData("""{"event_action":"trigger"}""", false)]
    [InlineData("""{"routing_key":"k","event_action":"trigger","links":[{"text":"a"}]}""", false)]
    [InlineData("""{"routing_key":"k","event_action":"trigger","payload":{"summary":"a","source":"b"}}""", false)]
    public void The_schema_that_events_are_held_to_refuses_others(string body, bool isFine) => Assert.Equal(
        isFine, PagerdutyCase.FindSchema().Problems(System.Text.Encoding.UTF8.GetBytes(body)).Count == 0);

    [Fact]
    public async Task V1_has_a_description_and_details()
    {
        await using var server = await PagerdutyServer.Start();

        await PagerdutyCase.Send(Notices.Of(PagerdutyCase.V1(server) with { Description = "D", Client = "C" }));

        var made = PagerdutyCase.Event(server);
        Assert.Equal(
            ["service_key", "incident_key", "event_type", "client", "client_url", "description", "details"],
            made.EnumerateObject().Select(member => member.Name));
        Assert.Equal(("D", "C", "trigger"), (made.Text("description"), made.Text("client"), made.Text("event_type")));
        Assert.Equal(JsonValueKind.Array, made.At("details.firing").ValueKind);
    }
}
