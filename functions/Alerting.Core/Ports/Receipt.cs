namespace Alerting.Core.Ports;

/// <summary>What came of one attempt to hand a notice to a vendor. A closed family.</summary>
public abstract record Receipt
{
    private Receipt(string why) => Why = why;

    /// <summary>One line for people: what the vendor said, or which rule of it applies. Never a secret.</summary>
    public string Why { get; }

    /// <summary>The vendor took it.</summary>
    public sealed record Delivered : Receipt
    {
        /// <summary>Taken; <paramref name="why"/> is what the vendor answered.</summary>
        public Delivered(string why) : base(why) { }
    }

    /// <summary>
    /// Proven not to have happened (429, refused connection, a documented 503): put back, trying again helps.
    /// </summary>
    public sealed record Deferred : Receipt
    {
        /// <summary>
        /// Put back for <paramref name="after"/>, or for a growing pause where the vendor named none.
        /// </summary>
        public Deferred(string why, TimeSpan? after) : base(why) => After = after;

        /// <summary>How long the vendor asked to wait; null where it named no time.</summary>
        public TimeSpan? After { get; }
    }

    /// <summary>A timeout or a broken connection: the vendor may have acted or not.</summary>
    public sealed record Unknown : Receipt
    {
        /// <summary>Not known; <paramref name="why"/> says what broke.</summary>
        public Unknown(string why) : base(why) { }
    }

    /// <summary>The vendor will not take it however often it is asked.</summary>
    public sealed record Refused : Receipt
    {
        /// <summary>Refused; <paramref name="why"/> cites the vendor.</summary>
        public Refused(string why) : base(why) { }
    }
}
