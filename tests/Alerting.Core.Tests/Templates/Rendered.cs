using Alerting.Core.Alerts;
using Alerting.Core.Templates;
using Alerting.Core.Templates.Data;
using Alerting.Core.Templates.Execution;
using Alerting.Core.Templates.Functions;
using Alerting.Core.Templates.Parsing;
using Xunit;

namespace Alerting.Core.Tests.Templates;

/// <summary>Templates rendered for a notification of two alerts, of which the second is over.</summary>
internal static class Rendered
{
    private static readonly TemplateSet NoFiles = TemplateSet.Bare([]);

    public static TemplateData Data { get; } = new()
    {
        Receiver = "hook\\.a",
        Status = "firing",
        ExternalUrl = "http://am:9093",
        NotificationReason = "first notification",
        GroupLabels = Labels("alertname", "HighCPU", "job", "node"),
        CommonLabels = Labels("alertname", "HighCPU", "job", "node", "severity", "critical"),
        CommonAnnotations = Labels("summary", "CPU <is> high & hot"),
        RouteLabels = Labels("team", "infra"),
        Now = new(2026, 1, 2, 3, 4, 5, 600, TimeSpan.Zero),
        Alerts =
        [
            new(
                "firing",
                Labels(
                    "alertname", "HighCPU", "instance", "a:9100", "job", "node", "severity", "critical", "ünï", "wörld"),
                Labels("summary", "CPU <is> high & hot", "value", "95.5"),
                new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero).AddTicks(1_234_567),
                null,
                "http://prom/graph?a=b&c=d",
                "0123456789abcdef"),
            new(
                "resolved",
                Labels("alertname", "HighCPU", "instance", "b:9100", "job", "node", "severity", "critical"),
                Labels("summary", "CPU <is> high & hot"),
                new(2026, 1, 1, 14, 5, 9, TimeSpan.FromHours(2)),
                new(2026, 1, 1, 13, 35, 9, 500, TimeSpan.Zero),
                "",
                "fedcba9876543210"),
        ],
    };

    public static LabelSet Labels(params string[] pairs) =>
        LabelSet.From(pairs.Chunk(2).Select(pair => new Label(pair[0], pair[1])));

    public static string Text(string template) => NoFiles.Text(template, Data);

    /// <summary>What is wrong with the template, or with its execution.</summary>
    public static string Problem(string template) =>
        Assert.Throws<TemplateException>(() => NoFiles.Text(template, Data)).Message;

    public static string Within(TemplateLimits limits, string template) => new TemplateExecutor(
        TemplateParser.Parse("", template, TemplateFunctions.Standard.Contains), TemplateFunctions.Standard, limits)
        .Execute("", Data);
}
