using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Alerting.Core.Templates.Data;

namespace Alerting.Core.Tests.Templates.Peers;

/// <summary>Notifications that both are given, as JSON: one alert, many, none, without annotations, with what bites.</summary>
internal static class PeerData
{
    private static readonly string[] Instances = ["api-1:8080", "api-2:8080", "db:5432", "x", "😀", "a b"];

    // A plus sign in a time must not be escaped.
    private static readonly JsonSerializerOptions AsGoReadsTimes = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static IReadOnlyList<string> All { get; } =
    [
        Json("firing", Alert(0), Alert(1)),
        Json("resolved", Over(0)),
        Json("firing", Alert(2), Over(3), Alert(1)),
        Json("firing", [.. Enumerable.Range(0, 12).Select(n => n % 4 == 3 ? Over(n) : Alert(n))]),
        """
        {"receiver":"bare","status":"firing","externalURL":"","groupLabels":{},"commonLabels":{"alertname":"Watchdog"},
        "commonAnnotations":{},"alerts":[{"status":"firing","labels":{"alertname":"Watchdog"},"annotations":{},
        "startsAt":"2026-01-01T00:00:00Z","endsAt":"0001-01-01T00:00:00Z","generatorURL":"","fingerprint":"0011223344556677"}]}
        """,
        """
        {"receiver":"team\\.x","status":"resolved","externalURL":"https://am.example/<b>?x=1&y=\"2\"","groupLabels":{"alertname":"<script>'\"&+ é"},
        "commonLabels":{"alertname":"<script>'\"&+ é","severity":"warning","team":"data","namespace":"a/b c","app-name":"x","cluster":"é中"},
        "commonAnnotations":{"summary":"</p>\u2028`x` {{ .y }}","description":"one\ntwo\tthree"},
        "alerts":[{"status":"resolved","labels":{"alertname":"<script>'\"&+ é","severity":"warning","instance":"javascript:alert(1)"},
        "annotations":{"summary":"</p>\u2028`x` {{ .y }}","description":"<b>bold</b> & more","runbook_url":"javascript:alert('x')","dashboard_url":"//host/a b?c=<d>"},
        "startsAt":"2025-12-31T23:59:59.999-11:30","endsAt":"2026-03-01T12:00:00.5+05:45","generatorURL":"http://p/graph?g0.expr=a{b=\"c\"} > 1","fingerprint":"ffffffffffffffff"}]}
        """,
        """
        {"receiver":"none","status":"firing","externalURL":"http://am","groupLabels":{},"commonLabels":{},"commonAnnotations":{},"alerts":[]}
        """,
    ];

    public static TemplateData Read(string json) => TemplateDataJson.Read(
        Encoding.UTF8.GetBytes(json), new(2026, 12, 24, 18, 0, 0, TimeSpan.Zero));

    private static string Json(string status, params JsonObject[] alerts) => new JsonObject
    {
        ["receiver"] = "ops-slack",
        ["status"] = status,
        ["externalURL"] = "http://alertmanager.example.com:9093",
        ["groupLabels"] = new JsonObject { ["alertname"] = "HighLatency", ["cluster"] = "eu" },
        ["commonLabels"] = Labels("critical"),
        ["commonAnnotations"] = new JsonObject
        {
            ["summary"] = "The shop is slow",
            ["description"] = "99% of requests take more than 2 s",
        },
        ["alerts"] = new JsonArray([.. alerts]),
    }.ToJsonString(AsGoReadsTimes);

    private static JsonObject Alert(int n)
    {
        var labels = Labels(n % 2 == 0 ? "critical" : "warning");
        labels["instance"] = Instances[n % Instances.Length];
        return new()
        {
            ["status"] = "firing",
            ["labels"] = labels,
            ["annotations"] = new JsonObject
            {
                ["summary"] = "The shop is slow",
                ["description"] = "99% of requests take more than 2 s",
                ["message"] = $"p99 is {n}.25 s <now>",
                ["runbook_url"] = "https://wiki.example.com/run?x=1&y=a b",
                ["dashboard_url"] = "https://grafana.example.com/d/1#2",
            },
            ["startsAt"] = $"2026-0{1 + n % 9}-02T03:04:05.{n % 10}67+0{n % 8}:00",
            ["endsAt"] = "0001-01-01T00:00:00Z",
            ["generatorURL"] = "http://prometheus.example.com/graph?g0.expr=up+%3D%3D+0&g0.tab=1",
            ["fingerprint"] = $"{n:x16}",
        };
    }

    private static JsonObject Over(int n)
    {
        var alert = Alert(n);
        (alert["status"], alert["endsAt"]) = ("resolved", $"2026-1{n % 3}-28T23:59:59+0{n % 8}:00");
        return alert;
    }

    private static JsonObject Labels(string severity) => new()
    {
        ["alertname"] = "HighLatency",
        ["cluster"] = "eu",
        ["severity"] = severity,
        ["job"] = "api",
        ["namespace"] = "Prod_EU",
        ["team"] = "core",
        ["app-name"] = "shop",
    };
}
