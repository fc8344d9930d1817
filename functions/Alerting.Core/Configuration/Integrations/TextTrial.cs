using System.Globalization;
using Alerting.Core.Configuration.Reading.Receivers;
using Alerting.Core.Configuration.Yaml;
using Alerting.Core.Templates;
using Alerting.Core.Templates.Data;

namespace Alerting.Core.Configuration.Integrations;

/// <summary>
/// Renders every text of every receiver for made-up notifications: what fails there will fail when there is something
/// to tell. Alertmanager loads such a file, so it is no error of it.
/// </summary>
/// <param name="configuration">Whose.</param>
/// <param name="alertmanager">The <c>alertmanager.yml</c> it was read from; null: there is none.</param>
/// <param name="alerting">The <c>alerting.yml</c>; null: there is none.</param>
internal sealed class TextTrial(
    AlertingConfiguration configuration, ConfigurationText? alertmanager, ConfigurationText? alerting)
{
    // Each is rendered once, however often it is there: a file of usual size has a few dozen.
    private const int Most = 5000;
    private const int MostFailing = 50;

    private static readonly TemplateData[] WhileItFires = [SampleData.Firing, SampleData.Bare];
    private static readonly TemplateData[] Always = [.. WhileItFires, SampleData.Resolved];

    private readonly Dictionary<(string Text, bool IsHtml, bool IsToldTheEnd), string?> tried = [];
    private readonly Findings findings = new();
    private readonly (string File, YamlLines Lines) theirs = (alertmanager?.Name ?? "", new(alertmanager));
    private readonly (string File, YamlLines Lines) ours = (alerting?.Name ?? "", new(alerting));
    private int failing;

    /// <summary>What fails, with the key it stands at; at most 100, then how many more.</summary>
    public IReadOnlyList<ConfigurationFinding> Run()
    {
        for (var index = 0; index < configuration.Receivers.Length; index++)
        {
            foreach (var integration in configuration.Receivers[index].Integrations)
            {
                Try(index, integration);
            }
        }

        if (IsEnough)
        {
            var file = alertmanager?.Name ?? ours.File;
            findings.Warn(new(file, 0, "", $"only the first {tried.Count} different texts were tried"));
        }

        return findings.Warnings;
    }

    private bool IsEnough => tried.Count >= Most || failing >= MostFailing;

    private void Try(int index, Integration integration)
    {
        foreach (var template in InlineTemplates.Of(integration))
        {
            if (Problem(template, integration.SendResolved) is { } problem)
            {
                var ((file, lines), receiver) = Place(index, integration);
                var path = string.Create(
                    CultureInfo.InvariantCulture,
                    $"receivers[{receiver}].{integration.Kind}_configs[{integration.Index}].{template.Key}");
                var shown = template.IsSecret ? "cannot be rendered" : problem;
                findings.Warn(new(file, lines.Of(path), path, shown));
            }
        }
    }

    // One whose name stands in no plain way is named by it.
    private ((string File, YamlLines Lines), string Receiver) Place(int index, Integration integration)
    {
        if (ReceiverTypes.All.Any(type => type.ListKey == integration.Kind + "_configs"))
        {
            return (theirs, index.ToString(CultureInfo.InvariantCulture));
        }

        var name = configuration.Receivers[index].Name;
        var own = ours.Lines.IndexOf("receivers", name);
        return (ours, own < 0 ? name : own.ToString(CultureInfo.InvariantCulture));
    }

    private string? Problem(InlineTemplate template, bool isToldTheEnd)
    {
        var key = (template.Text, template.IsHtml, isToldTheEnd);
        if (!template.Text.Contains("{{", StringComparison.Ordinal) || tried.TryGetValue(key, out var problem))
        {
            return tried.GetValueOrDefault(key);
        }

        if (IsEnough)
        {
            return null;
        }

        tried[key] = problem = (isToldTheEnd ? Always : WhileItFires)
            .Select(data => Problem(template, data)).FirstOrDefault(found => found is not null);
        failing += problem is null ? 0 : 1;
        return problem;
    }

    private string? Problem(InlineTemplate template, TemplateData data)
    {
        try
        {
            _ = template.IsHtml
                ? configuration.TemplateSet.Html(template.Text, data)
                : configuration.TemplateSet.Text(template.Text, data);
            return null;
        }
        catch (TemplateException wrong)
        {
            return wrong.Message;
        }
    }
}
