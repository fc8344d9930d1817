namespace Alerting.Adapters.Channels.Http;

/// <summary>A call that was not made, for a reason in our own words, which hold no secret.</summary>
internal sealed class NotSentException : IOException
{
    /// <summary>Without a reason.</summary>
    public NotSentException() { }

    /// <summary>Trying again may help.</summary>
    public NotSentException(string why) : base(why) { }

    /// <summary>Trying again may help; with what broke.</summary>
    public NotSentException(string why, Exception inner) : base(why, inner) { }

    /// <summary>Whether trying again is in vain until somebody changes something.</summary>
    public bool IsFinal { get; private init; }

    /// <summary>One that comes out the same however often it is tried.</summary>
    public static NotSentException Final(string why) => new(why) { IsFinal = true };
}
