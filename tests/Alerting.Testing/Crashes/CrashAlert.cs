using Alerting.Testing.Processes;

namespace Alerting.Testing.Crashes;

/// <summary>An alert of one client, and how far it got.</summary>
/// <param name="Name">Its name, by which it is grouped.</param>
/// <param name="Instance">Tells it from the others of its group.</param>
/// <param name="StartsAt">Since when it fires.</param>
/// <param name="Kind">What becomes of it.</param>
/// <param name="IsAlone">Whether its group has no other alert.</param>
public sealed record CrashAlert(
    string Name, string Instance, DateTimeOffset StartsAt, CrashAlertKind Kind, bool IsAlone)
{
    /// <summary>As <see cref="ToldNotice.Alerts"/> names it.</summary>
    public string Key => Name + "/" + Instance;

    /// <summary>Its firing was answered 200.</summary>
    public bool IsAccepted { get; set; }

    /// <summary>Its resolve was answered 200.</summary>
    public bool IsResolved { get; set; }

    /// <summary>The webhook that reports it.</summary>
    public string Body(DateTimeOffset? endsAt) => AlertmanagerPost.Body(Name, Instance, StartsAt, endsAt);
}

/// <summary>What becomes of an alert.</summary>
public enum CrashAlertKind
{
    /// <summary>Resolved once its firing was told.</summary>
    Patient,

    /// <summary>Resolved at once, told or not.</summary>
    Hasty,

    /// <summary>Fires for ever.</summary>
    Lasting,
}
