using Alerting.Core.Alerts;
using Alerting.Core.Templates.Data;

namespace Alerting.Handler.Cli.Template;

/// <summary>What amtool renders a template for when it is given no data: its cli/template_render.go.</summary>
internal static class RenderSample
{
    private static readonly (string, string)[] CommonLabels =
        [("commonlabelkey1", "commonlabelvalue1"), ("commonlabelkey2", "commonlabelvalue2")];

    private static readonly (string, string)[] CommonAnnotations =
        [("commonannotationkey1", "commonannotationvalue1"), ("commonannotationkey2", "commonannotationvalue2")];

    /// <summary>One that began 5 minutes ago, and one that began 10 minutes ago and ends now.</summary>
    public static TemplateData At(DateTimeOffset now) => new()
    {
        Receiver = "receiver",
        Status = "alertstatus",
        Now = now,
        Alerts =
        [
            new(
                "firing",
                Set([("label1", "value1"), ("label2", "value2"), ("instance", "foo.bar:1234"), .. CommonLabels]),
                Set([("annotation1", "value1"), ("annotation2", "value2"), .. CommonAnnotations]),
                now.AddMinutes(-5), now, "https://generatorurl.com", "fingerprint1"),
            new(
                "resolved",
                Set([("foo", "bar"), ("baz", "qux"), .. CommonLabels]),
                Set([("aaa", "bbb"), ("ccc", "ddd"), .. CommonAnnotations]),
                now.AddMinutes(-10), now, "https://generatorurl.com", "fingerprint2"),
        ],
        GroupLabels = Set([("grouplabelkey1", "grouplabelvalue1"), ("grouplabelkey2", "grouplabelvalue2")]),
        CommonLabels = Set(CommonLabels),
        CommonAnnotations = Set(CommonAnnotations),
        ExternalUrl = "https://example.com",
    };

    private static LabelSet Set((string Name, string Value)[] labels) =>
        LabelSet.From(labels.Select(label => new Label(label.Name, label.Value)));
}
