namespace Alerting.Core.Configuration;

/// <summary>
/// Where what is told differs from Alertmanager on somebody's wish; <c>alerting.yml: behaviour</c>, all of it off by
/// default.
/// </summary>
/// <param name="ResolvedPassesThrough"><c>resolved_passes_through</c>: that an alert is over is told although a silence
/// or a time interval keeps it from being told, where it was announced (Alertmanager's issue 226).</param>
/// <param name="AnnouncesAfter"><c>announces_after</c>: what still fires when a silence or a muting interval ends is
/// told again. Groups that fire are then looked at on every <c>group_interval</c>.</param>
public readonly record struct Behaviour(bool ResolvedPassesThrough, bool AnnouncesAfter);
