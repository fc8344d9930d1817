namespace Alerting.Adapters.Channels.Pagerduty;

/// <summary>What an event does to the incident of its key.</summary>
internal enum PagerdutyAction
{
    /// <summary>Opens it, or joins the one that is open.</summary>
    Trigger,

    /// <summary>Somebody works on it: it stays open and calls nobody any more.</summary>
    Acknowledge,

    /// <summary>Closes it.</summary>
    Resolve,
}
