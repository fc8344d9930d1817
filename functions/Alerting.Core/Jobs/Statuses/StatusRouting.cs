using System.Collections.Immutable;
using Alerting.Core.Configuration;
using Alerting.Core.Jobs.Events;

namespace Alerting.Core.Jobs.Statuses;

/// <summary>Who asks for which reports.</summary>
internal static class StatusRouting
{
    /// <summary>Those that any rule asks for, as they are told on; of a test nobody is told.</summary>
    public static ImmutableArray<JobNews> Asked(AlertingConfiguration configuration, ImmutableArray<JobNews> news) =>
        configuration.StatusRules.IsEmpty
            ? []
            : [
                .. news.Where(it => it.Event.Kind != RunKind.Test)
                    .Select(it => it with { Event = StatusText.Lean(it.Event) })
                    .Where(it => ReceiversOf(configuration, it.Event).Any()),
            ];

    /// <summary>The reports by the receiver that is told of them, however many of its rules ask for one.</summary>
    public static IEnumerable<IGrouping<string, JobNews>> ByReceiver(
        AlertingConfiguration configuration, IEnumerable<JobNews> asked) => asked
        .SelectMany(news => ReceiversOf(configuration, news.Event).Select(receiver => (receiver, news)))
        .GroupBy(it => it.receiver, it => it.news, StringComparer.Ordinal);

    private static IEnumerable<string> ReceiversOf(AlertingConfiguration configuration, JobEvent said)
    {
        var labels = StatusText.Labels(said, configuration.Jobs.Find(said.Job));
        return configuration.StatusRules.Where(rule => rule.Matchers.Matches(labels)).Select(rule => rule.Receiver)
            .Distinct(StringComparer.Ordinal);
    }
}
