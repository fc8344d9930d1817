using Alerting.Core.Alerts;

namespace Alerting.Core.Templates.Data;

/// <summary>
/// The labels of a route, whose values are templates over its group. Each is rendered once; one may ask for another by
/// <c>{{ routeLabels "name" }}</c>, though not in a circle.
/// </summary>
/// <remarks>Alertmanager 0.34, template/template.go and dispatch/dispatch.go: one that fails is left out.</remarks>
public sealed class RouteLabels
{
    private readonly LabelSet written;
    private readonly TemplateSet templates;
    private readonly TemplateData data;
    private readonly Dictionary<string, string> rendered = new(StringComparer.Ordinal);
    private readonly List<string> underWay = [];

    private RouteLabels(LabelSet written, TemplateSet templates, TemplateData data)
    {
        (this.written, this.templates) = (written, templates);
        this.data = data with { NotificationReason = "unknown", RouteLabels = written, RouteLabelNamed = Named };
    }

    /// <summary>The labels rendered; without those that cannot be.</summary>
    /// <param name="written">As they are configured.</param>
    /// <param name="templates">The templates that there are.</param>
    /// <param name="data">The group.</param>
    public static LabelSet Of(LabelSet written, TemplateSet templates, TemplateData data) =>
        written.Count == 0 ? written : new RouteLabels(written, templates, data).All();

    private LabelSet All()
    {
        var all = new List<Label>(written.Count);
        foreach (var (name, _) in written)
        {
            try
            {
                all.Add(new(name, Named(name)));
            }
            catch (TemplateException)
            {
                underWay.Clear();
            }
        }

        return LabelSet.From(all);
    }

    private string Named(string name)
    {
        if (rendered.TryGetValue(name, out var known))
        {
            return known;
        }

        if (underWay.Contains(name, StringComparer.Ordinal))
        {
            throw new TemplateException($"route label cycle detected: {string.Join(" -> ", underWay.Append(name))}");
        }

        underWay.Add(name);
        var text = templates.Text(written[name], data);
        underWay.RemoveAt(underWay.Count - 1);
        rendered.Add(name, text);
        return text;
    }
}
