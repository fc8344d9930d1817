namespace Alerting.Core.Desks.Working;

/// <summary>What looks at jobs work with.</summary>
internal sealed record JobTools(
    Foundation On, JobStore Jobs, JobIntents Intents, StatusDesk Statuses, Upstreams Upstreams, JobParts Parts);
