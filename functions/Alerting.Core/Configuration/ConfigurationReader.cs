using Alerting.Core.Configuration.Reading;
using Alerting.Core.Configuration.Reading.Beyond;
using Alerting.Core.Configuration.Reading.Global;
using Alerting.Core.Configuration.Writing;
using Alerting.Core.Configuration.Yaml;
using Alerting.Core.Templates;

namespace Alerting.Core.Configuration;

/// <summary>
/// Reads <c>alertmanager.yml</c>, which it takes as Alertmanager does, and <c>alerting.yml</c>, which adds to it.
/// Strict: a key nobody knows is an error, and so is one that is not built yet and would change who is told what.
/// </summary>
public static class ConfigurationReader
{
    /// <summary>Reads both files into one configuration, or reports everything wrong with them at once.</summary>
    /// <param name="alertmanager">Null when there is none: then everything goes to the first receiver of the other that
    /// is nobody's fallback.</param>
    /// <param name="alerting">Null when there is none.</param>
    /// <param name="fileExists"> Tells whether a file that holds a secret can be seen now; one that cannot is a
    /// warning. Null: not looked at. </param>
    /// <param name="localZone">The IANA name of the zone that <c>location: Local</c> means.</param>
    /// <param name="templates">The files that <see cref="TemplateGlobs"/> names, in order; null: none.</param>
    /// <returns>The built-in configuration when there is neither file.</returns>
    public static ConfigurationResult Read(
        ConfigurationText? alertmanager, ConfigurationText? alerting, Func<string, bool>? fileExists = null,
        string localZone = "UTC", IReadOnlyList<TemplateText>? templates = null)
    {
        var findings = new Findings();
        fileExists ??= _ => true;
        var mode = alertmanager?.Mode ?? default;
        var ours = alerting is null ? null : AlertingFile.Read(alerting with { Mode = mode }, findings, fileExists);
        var theirs = alertmanager is null
            ? null
            : AlertmanagerFile.Read(alertmanager, findings, fileExists, localZone);
        var configuration = alertmanager is null ? Alone(ours) : Together(theirs, ours);
        return findings.HasErrors
            ? new(null, findings.Errors, findings.Warnings)
            : TemplatesReader.Read(
                new(Stated(configuration!, theirs, alertmanager), [], findings.Warnings), templates ?? []);
    }

    /// <summary>
    /// Where the files of templates are that an <c>alertmanager.yml</c> names: globs, relative ones from its folder.
    /// None of a text that cannot be read.
    /// </summary>
    public static IReadOnlyList<TemplateGlob> TemplateGlobs(ConfigurationText? alertmanager) =>
        alertmanager?.Content.Contains(TopKeys.Templates, StringComparison.Ordinal) == true
            && Document.Open(alertmanager, new()) is { } map
            ? [.. TopKeys.Places(map).Select(glob => glob.From(alertmanager.Folder))]
            : [];

    private static AlertingConfiguration Alone(AlertingFile? ours)
    {
        if (ours is not { Receivers: [_, ..] })
        {
            return WithOurs(AlertingConfiguration.BuiltIn, ours);
        }

        var receivers = ours.Additions.Merge([], ours.Receivers);
        var told = receivers.FirstOrDefault(receiver => !ours.Fallbacks.IsTarget(receiver.Name));
        if (told is null)
        {
            ours.Fallback?.Error("every receiver is a fallback: none is left that is told of everything");
        }

        return WithOurs(AlertingConfiguration.Alone(receivers, told?.Name), ours);
    }

    private static AlertingConfiguration Stated(
        AlertingConfiguration configuration, AlertmanagerFile? theirs, ConfigurationText? text)
    {
        var names = configuration.Receivers.Select(receiver => receiver.Name);
        return theirs is null || text is null
            ? configuration
            : configuration with { Original = OriginalWriter.Write(theirs.Whole, text.Folder, names) };
    }

    private static AlertingConfiguration? Together(AlertmanagerFile? theirs, AlertingFile? ours)
    {
        if (theirs?.Route is not { } routeValue)
        {
            return null;
        }

        var receivers = ours?.Additions.Merge(theirs.Receivers, ours.Receivers) ?? theirs.Receivers;
        var names = receivers.Select(receiver => receiver.Name).ToHashSet(StringComparer.Ordinal);
        var intervals = theirs.TimeIntervals.Select(interval => interval.Name).ToHashSet(StringComparer.Ordinal);
        if (new RouteReader(names, intervals, theirs.Mode).Read(routeValue) is not { } route)
        {
            return null;
        }

        var configuration = new AlertingConfiguration
        {
            Route = route,
            Receivers = receivers,
            InhibitRules = theirs.InhibitRules,
            TimeIntervals = theirs.TimeIntervals,
            Templates = theirs.Templates,
        };
        configuration = configuration with
        {
            ResolveTimeout = theirs.Global.ResolveTimeout ?? configuration.ResolveTimeout,
        };
        return WithOurs(configuration, ours);
    }

    private static AlertingConfiguration WithOurs(AlertingConfiguration configuration, AlertingFile? ours) =>
        ours is null
            ? configuration
            : configuration with
            {
                Behaviour = ours.Behaviour,
                Sources = ours.Sources,
                Logs = ours.LogContext,
                Redaction = ours.Redaction,
                MaxAge = ours.MaxAge ?? configuration.MaxAge,
                StaleAfter = ours.StaleAfter ?? configuration.StaleAfter,
                Jobs = ours.Jobs,
                StatusRules = StatusReader.Check(ours.Status, configuration.Receivers),
                Delivery = ours.Fallbacks.Apply(
                    ours.Delivery, [.. configuration.Receivers.Select(receiver => receiver.Name)]),
            };
}
