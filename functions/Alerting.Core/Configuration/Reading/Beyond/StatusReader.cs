using System.Collections.Immutable;
using Alerting.Core.Alerts;
using Alerting.Core.Configuration.Delivery;
using Alerting.Core.Configuration.Yaml;
using Alerting.Core.Jobs.Events;
using Alerting.Core.Matching;

namespace Alerting.Core.Configuration.Reading.Beyond;

/// <summary>A rule of <c>status</c> as it is written.</summary>
/// <param name="Matchers">Over the labels of a report.</param>
/// <param name="Receiver">A name, which may be no receiver's.</param>
internal sealed record StatusEntry(MatcherList Matchers, YamlValue Receiver);

/// <summary><c>status</c>: who is told of what runs report.</summary>
internal static class StatusReader
{
    // Every report that anybody is told of has one of these.
    private static readonly Dictionary<string, string[]> Words = new(StringComparer.Ordinal)
    {
        ["level"] = [.. Enum.GetValues<Level>().Select(JobWords.Of)],
        ["type"] = [.. Enum.GetValues<JobEventType>().Except([JobEventType.Resolve]).Select(JobWords.Of)],
        ["kind"] = [.. Enum.GetValues<RunKind>().Except([RunKind.Unsaid, RunKind.Test]).Select(JobWords.Of)],
    };

    public static ImmutableArray<StatusEntry> Read(YamlMap map, MatcherMode mode) =>
    [
        .. map.TakeList("status", "[]config.StatusRule").Select(value => ReadRule(value, mode)).OfType<StatusEntry>(),
    ];

    /// <summary>The rules; reports receivers that are not there or can be told of none, once each.</summary>
    public static ImmutableArray<StatusRule> Check(
        ImmutableArray<StatusEntry> entries, ImmutableArray<Receiver> receivers)
    {
        var byName = receivers.ToDictionary(receiver => receiver.Name, StringComparer.Ordinal);
        var all = entries.Select(entry => entry.Receiver);
        foreach (var named in all.DistinctBy(it => it.AsText(), StringComparer.Ordinal))
        {
            var name = named.AsText()!;
            if (byName.TryGetValue(name, out var receiver))
            {
                Check(named, receiver);
            }
            else
            {
                named.Error($"undefined receiver {Quoted(name)} used in status{Nearest.Hint(name, byName.Keys)}");
            }
        }

        return [.. entries.Select(entry => new StatusRule(entry.Matchers, entry.Receiver.AsText()!))];
    }

    private static StatusEntry? ReadRule(YamlValue value, MatcherMode mode)
    {
        if (value.AsMap() is not { } map)
        {
            return null;
        }

        var place = map.Peek("matchers");
        var matchers = MatcherReading.Take(map, "matchers", mode);
        foreach (var matcher in matchers)
        {
            WarnOfWords(place!, matcher);
        }

        if (map.Peek("receiver") is null or { IsNull: true })
        {
            map.Place.Error("missing receiver in status");
        }

        var receiver = map.TakeName("receiver");
        map.RefuseRest();
        return receiver is null ? null : new(matchers, receiver);
    }

    private static void WarnOfWords(YamlValue place, Matcher matcher)
    {
        if (!Words.TryGetValue(matcher.Name, out var words))
        {
            return;
        }

        foreach (var word in (matcher.Values ?? []).Except(words, StringComparer.Ordinal))
        {
            place.Warn(
                $"no report is told that has the {matcher.Name} {Quoted(word)}; there are {string.Join(", ", words)}");
        }
    }

    private static void Check(YamlValue named, Receiver receiver)
    {
        var (told, others) = (
            receiver.Integrations.Count(it => it.TakesStatuses), receiver.Integrations.Where(it => !it.TakesStatuses));
        if (told == 0)
        {
            named.Error(
                $"receiver {Quoted(receiver.Name)} has none of prefect_configs, wandb_configs with metrics: true, "
                + "webhook_configs and inbox_configs: only those are told what runs report");
        }
        else if (told > StatusRule.MostIntegrations)
        {
            const int Most = StatusRule.MostIntegrations;
            named.Error(FormattableString.Invariant(
                $"at most {Most} integrations of a receiver are told what runs report, not {told}"));
        }
        else if (string.Join(", ", others.Select(it => it.Id)) is { Length: > 0 } never)
        {
            named.Warn($"of receiver {Quoted(receiver.Name)} these are never told what runs report: {never}");
        }
    }

    private static string Quoted(string name) => GoQuote.Append(new(), name).ToString();
}
