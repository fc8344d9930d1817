using System.Globalization;
using System.Text;
using Alerting.Core.Alerts;
using Alerting.Core.Configuration.Integrations;

namespace Alerting.Core.Configuration;

/// <summary>Something wrong with, or worth knowing about, a configuration file. Never holds a secret.</summary>
/// <param name="File">Name of the file.</param>
/// <param name="Line">Line, from 1; 0 when the file as a whole is meant.</param>
/// <param name="Path">Key path, such as <c>receivers[1].webhook_configs[0].url</c>; empty for the whole file.</param>
/// <param name="Message">What is wrong, one line, in Alertmanager's words where it has some.</param>
/// <param name="Value">The value found, <c>&lt;secret&gt;</c> in the place of a secret; null where there is none to
/// show.</param>
public sealed record ConfigurationFinding(string File, int Line, string Path, string Message, string? Value = null)
{
    /// <summary>Stands in the place of a secret's value.</summary>
    public const string Hidden = "<secret>";

    /// <summary>Whether it only says how many more there are.</summary>
    public bool IsMore => Line == 0 && Message.StartsWith("and ", StringComparison.Ordinal);

    internal static ConfigurationFinding More(string file, long count) =>
        new(file, 0, "", string.Create(CultureInfo.InvariantCulture, $"and {count} more"));

    /// <summary>One line: <c>alertmanager.yml:12: route.group_wait: not a valid duration string: "x"</c>.</summary>
    public override string ToString()
    {
        var text = new StringBuilder(File);
        if (Line > 0)
        {
            text.Append(CultureInfo.InvariantCulture, $":{Line}");
        }

        text.Append(": ");
        if (Path.Length > 0)
        {
            text.Append(Path).Append(": ");
        }

        return AppendValue(text.Append(Message)).ToString();
    }

    private StringBuilder AppendValue(StringBuilder text)
    {
        if (Value is null)
        {
            return text;
        }

        var shown = Value == Hidden ? Hidden : GoQuote.Append(new(), Value).ToString();
        return Message.Contains(shown, StringComparison.Ordinal)
            ? text
            : text.Append(" (value ").Append(shown).Append(')');
    }
}

/// <summary>What reading the configuration came to.</summary>
/// <param name="Configuration">The configuration; null exactly when there are errors.</param>
/// <param name="Errors">Everything wrong, by file and line.</param>
/// <param name="Warnings">What loads but may not do what was meant, by file and line.</param>
public sealed record ConfigurationResult(
    AlertingConfiguration? Configuration,
    IReadOnlyList<ConfigurationFinding> Errors,
    IReadOnlyList<ConfigurationFinding> Warnings)
{
    /// <summary>
    /// What it says where nothing is wrong but its files of templates, which are looked at last; else null.
    /// </summary>
    public AlertingConfiguration? BesidesTemplates { get; private init; }

    /// <summary>
    /// Those of the warnings that say that a text cannot be rendered, so that what it is for will not be sent.
    /// </summary>
    public IReadOnlyList<ConfigurationFinding> FailingTexts { get; private init; } = [];

    /// <summary>
    /// The same after every text of every receiver was rendered for made-up notifications; what fails is a warning,
    /// since Alertmanager loads such a file.
    /// </summary>
    /// <param name="alertmanager">The <c>alertmanager.yml</c> it was read from; null: there is none.</param>
    /// <param name="alerting">The <c>alerting.yml</c>; null: there is none.</param>
    public ConfigurationResult WithTextsTried(ConfigurationText? alertmanager, ConfigurationText? alerting)
    {
        if (Configuration is null)
        {
            return this;
        }

        var failing = new TextTrial(Configuration, alertmanager, alerting).Run();
        return this with { FailingTexts = failing, Warnings = [.. Warnings, .. failing] };
    }

    /// <summary>The same with what is worth knowing of its globs of files of templates.</summary>
    public ConfigurationResult Warn(IReadOnlyList<ConfigurationFinding> templates) =>
        templates.Count == 0 ? this : this with { Warnings = [.. Warnings, .. templates] };

    /// <summary>
    /// The same where something is wrong with files of templates; as it is when it is refused anyway.
    /// </summary>
    public ConfigurationResult Refuse(IReadOnlyList<ConfigurationFinding> templates) =>
        Configuration is null || templates.Count == 0
            ? this
            : this with { Configuration = null, Errors = templates, BesidesTemplates = Configuration };
}
