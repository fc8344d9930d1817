namespace Alerting.Adapters.Channels.Email.Delivery;

/// <summary>What is known of one recipient of a notice.</summary>
internal enum RecipientState
{
    /// <summary>The server did not take it for them.</summary>
    Open = 0,

    /// <summary>It did, or is not asked again.</summary>
    Taken = 1,

    /// <summary>It may have: asked once more, worded as a possible repeat under the same message id.</summary>
    Maybe = 2,
}
