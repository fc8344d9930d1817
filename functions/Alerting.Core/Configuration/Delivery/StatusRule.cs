using Alerting.Core.Matching;

namespace Alerting.Core.Configuration.Delivery;

/// <summary>
/// Who is told of what runs report, whatever its level: document 001, the rows of Prefect and of Weights &amp; Biases.
/// </summary>
/// <param name="Matchers">Over the labels of a report; none: every report.</param>
/// <param name="Receiver">Its name; of its integrations only those that take statuses are told.</param>
public sealed record StatusRule(MatcherList Matchers, string Receiver)
{
    /// <summary>Integrations of one receiver that are told, at the most.</summary>
    public const int MostIntegrations = 30;
}
