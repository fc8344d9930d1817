using System.Collections.Immutable;
using Alerting.Core.Configuration.Reading;
using Alerting.Core.Configuration.Writing;
using Alerting.Core.Configuration.Yaml;

namespace Alerting.Core.Configuration;

/// <summary>
/// Reads <c>alertmanager.yml</c>, which it takes as Alertmanager does, and <c>alerting.yml</c>, which adds to it.
/// Strict: a key nobody knows is an error, and so is one that is not built yet and would change who is told what.
/// </summary>
public static class ConfigurationReader
{
    /// <summary>Reads both files into one configuration, or reports everything wrong with them at once.</summary>
    /// <param name="alertmanager">Null when there is none: then everything goes to the first receiver of the
    /// other.</param>
    /// <param name="alerting">Null when there is none.</param>
    /// <param name="fileExists"> Tells whether a file that holds a secret can be seen now; one that cannot is a
    /// warning. Null: not looked at. </param>
    /// <param name="localZone">The IANA name of the zone that <c>location: Local</c> means.</param>
    /// <returns>The built-in configuration when there is neither file.</returns>
    public static ConfigurationResult Read(
        ConfigurationText? alertmanager, ConfigurationText? alerting, Func<string, bool>? fileExists = null,
        string localZone = "UTC")
    {
        var findings = new Findings();
        var ours = alerting is null ? null : AlertingFile.Read(alerting, findings);
        var theirs = alertmanager is null
            ? null
            : AlertmanagerFile.Read(alertmanager, findings, fileExists ?? (_ => true), localZone);
        var configuration = alertmanager is null ? Alone(ours) : Together(theirs, ours);
        return findings.HasErrors
            ? new(null, findings.Errors, findings.Warnings)
            : new(Stated(configuration!, theirs, alertmanager), [], findings.Warnings);
    }

    private static AlertingConfiguration Alone(AlertingFile? ours)
    {
        var configuration = ours is { Receivers: [_, ..] receivers }
            ? AlertingConfiguration.Alone(receivers)
            : AlertingConfiguration.BuiltIn;
        return WithOurs(configuration, ours);
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

        var receivers = Merge(theirs.Receivers, ours?.Receivers ?? []);
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
        configuration with
        {
            Behaviour = ours?.Behaviour ?? default,
            MaxAge = ours?.MaxAge ?? configuration.MaxAge,
            StaleAfter = ours?.StaleAfter ?? configuration.StaleAfter,
        };

    // Alertmanager's order first: its first receiver stays the first.
    private static ImmutableArray<Receiver> Merge(ImmutableArray<Receiver> theirs, ImmutableArray<Receiver> ours)
    {
        var additions = ours.ToDictionary(receiver => receiver.Name, StringComparer.Ordinal);
        var merged = ImmutableArray.CreateBuilder<Receiver>();
        foreach (var receiver in theirs)
        {
            merged.Add(additions.Remove(receiver.Name, out var more)
                ? receiver with { Integrations = [.. receiver.Integrations, .. more.Integrations] }
                : receiver);
        }

        merged.AddRange(ours.Where(receiver => additions.ContainsKey(receiver.Name)));
        return merged.ToImmutable();
    }
}
