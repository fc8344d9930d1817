using Alerting.Core.Templates;

namespace Alerting.Core.Configuration;

/// <summary>The configuration this process was started with.</summary>
/// <param name="Value">What it says.</param>
/// <param name="Hash">See <see cref="ConfigurationText.Hash"/>.</param>
/// <param name="Alertmanager">The text of <c>alertmanager.yml</c>; null where there is none.</param>
/// <param name="Alerting">The text of <c>alerting.yml</c>; null where there is none.</param>
public sealed record OwnConfiguration(
    AlertingConfiguration Value, string Hash, ConfigurationText? Alertmanager, ConfigurationText? Alerting)
{
    /// <summary>The files of templates, in the order in which they count.</summary>
    public IReadOnlyList<TemplateText> Templates { get; init; } = [];
}
