using System.Globalization;
using Alerting.Core.Configuration;
using Alerting.Core.Routing.Intervals;
using Xunit;

namespace Alerting.Core.Tests.Configuration.Writing;

/// <summary>What a configuration says, as lines that can be compared.</summary>
internal static class Stated
{
    /// <summary>The statement of a file that loads.</summary>
    public static string Of(string text, string? alerting = null, string folder = "")
    {
        var read = ConfigurationReader.Read(
            new("am.yml", text) { Folder = folder }, alerting is null ? null : new("alerting.yml", alerting));
        Assert.True(read.Errors.Count == 0, text + string.Join('\n', read.Errors));
        return read.Configuration!.Original;
    }

    /// <summary>Why reading the statement again gives something else; null when it does not.</summary>
    public static string? Difference(AlertingConfiguration configuration)
    {
        var again = ConfigurationReader.Read(new("am.yml", configuration.Original), null);
        if (again.Configuration is not { } read)
        {
            return $"refused: {string.Join('\n', again.Errors)}\n{configuration.Original}";
        }

        // What takes a default away is not printed, so that the second reading has the default.
        var third = ConfigurationReader.Read(new("am.yml", read.Original), null).Configuration?.Original;
        if (third != read.Original)
        {
            return $"second:\n{read.Original}\nthird:\n{third}";
        }

        var (before, after) = (Lines(configuration), Lines(read));
        return before != after ? $"before:\n{before}\nafter:\n{after}\n{configuration.Original}"
            : null;
    }

    private static string Lines(AlertingConfiguration read) => string.Join('\n',
    [
        read.ResolveTimeout.ToString(),
        .. All(read.Route).Select(Line),
        .. read.InhibitRules.Select(rule => $"{rule.Name} {rule.Source} {rule.Target} {string.Join(',', rule.Equal)}"),
        .. read.Receivers.Select(receiver => receiver.Name + ": "
            + string.Join(',', receiver.Integrations.Select(one => $"{one.Id} {one.SendResolved}"))),
        .. read.Templates,
        .. read.TimeIntervals.Select(interval => $"{interval.Name}: {string.Join(" | ", interval.Specs.Select(Line))}"),
    ]);

    private static IEnumerable<Route> All(Route route) => route.Routes.SelectMany(All).Prepend(route);

    private static string Line(Route route) => string.Create(
        CultureInfo.InvariantCulture,
        $"{route.Key} {route.Receiver} {route.Ordinal} {route.Continue} {route.GroupByAll} {string.Join(',', route.GroupBy.Order(StringComparer.Ordinal))} {route.GroupWait} {route.GroupInterval} {route.RepeatInterval} {string.Join(',', route.MuteTimeIntervals)} {string.Join(',', route.ActiveTimeIntervals)} {route.Labels}");

    // An empty list contains nothing, a missing one everything, and no list is printed for either.
    private static string Line(TimeSpec spec) => string.Join(
        ';', List(spec.Times), List(spec.Weekdays), List(spec.DaysOfMonth), List(spec.Months), List(spec.Years), spec.Zone.Id);

    private static string List<T>(System.Collections.Immutable.ImmutableArray<T>? list) =>
        list is { } some ? string.Join(',', some) : "all";
}
