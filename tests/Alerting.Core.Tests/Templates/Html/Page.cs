using Alerting.Core.Alerts;
using Alerting.Core.Templates;
using Alerting.Core.Templates.Data;
using Xunit;

namespace Alerting.Core.Tests.Templates.Html;

/// <summary>Renders HTML templates in which <c>$x</c> and <c>$y</c> are values, and two alerts have labels of their own.</summary>
internal static class Page
{
    private const string Values = "{{$x := .CommonLabels.x}}{{$y := .CommonLabels.y}}";

    /// <summary>What the template makes of the values.</summary>
    public static string Of(string template, string x = "", string y = "") =>
        TemplateSet.Bare([]).Html(Values + template, Data(x, y));

    /// <summary>What is wrong with the template, whatever the values.</summary>
    public static string Wrong(string template) =>
        Assert.Throws<TemplateException>(() => Of(template, "x", "y")).Message;

    /// <summary>The same values for templates without the variables.</summary>
    public static TemplateData Data(string x, string y)
    {
        var labels = LabelSet.From([new("x", x), new("y", y)]);
        return new()
        {
            Receiver = "r",
            Status = "firing",
            Alerts = [Alert("one"), Alert("two")],
            GroupLabels = labels,
            CommonLabels = labels,
            CommonAnnotations = LabelSet.Empty,
            ExternalUrl = "http://127.0.0.1:9093",
        };
    }

    private static TemplateAlert Alert(string name) => new(
        "firing", LabelSet.From([new("n", name)]), LabelSet.Empty, DateTimeOffset.UnixEpoch, null, "", "0000000000000000");
}
