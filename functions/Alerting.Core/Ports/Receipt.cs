using Alerting.Core.Redaction;

namespace Alerting.Core.Ports;

/// <summary>What came of one attempt to hand a notice to a vendor. A closed family.</summary>
public abstract record Receipt
{
    private Receipt(string why) => Why = why;

    /// <summary>One line for people: what the vendor said, or which rule of it applies. Never a secret.</summary>
    public string Why { get; }

    /// <summary>The same without the credentials that a vendor or a failure may have repeated.</summary>
    public Receipt Masked(Redactor redactor) => redactor.Annotation(Why) is { Count: > 0 } why
        ? this switch
        {
            Delivered delivered => delivered.Saying(why.Text, redactor),
            Deferred deferred => new Deferred(why.Text, deferred.After)
            {
                SaysNothing = deferred.SaysNothing,
                Progress = deferred.Progress,
            },
            Unknown => new Unknown(why.Text),
            _ => new Refused(why.Text),
        }
        : this;

    /// <summary>The vendor took it.</summary>
    public sealed record Delivered : Receipt
    {
        /// <summary>Taken; <paramref name="why"/> is what the vendor answered.</summary>
        public Delivered(string why) : base(why) { }

        /// <summary>
        /// The vendor's id of what it took, 1 to 500 characters, never a secret; null where it gave none. Kept, and
        /// given to the next notice of the slot as <see cref="Notification.Earlier"/>.
        /// </summary>
        public string? Reference { get; init; }

        /// <summary>
        /// What of it did not go as configured, one line, never a secret; null: nothing. It was told all the same, so
        /// nothing is sent again for it. <see cref="Receipt.Why"/> has it, too.
        /// </summary>
        public string? Flaw { get; private init; }

        internal Delivered Saying(string why, Redactor redactor) => new(why)
        {
            Reference = Reference,
            Flaw = Flaw is null ? null : redactor.Annotation(Flaw).Text,
        };

        /// <summary>The same with this flaw besides; null: none.</summary>
        public Delivered WithFlaw(string? flaw) => flaw is null ? this : new($"{Why}; {flaw}")
        {
            Reference = Reference,
            Flaw = Flaw is null ? flaw : $"{Flaw}; {flaw}",
        };
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

        /// <summary>
        /// Whether it says nothing of the destination: the fault is ours, or that of one recipient of several.
        /// </summary>
        public bool SaysNothing { get; init; }

        /// <summary>
        /// What of the notice was taken already, where a part was (some of several recipients): 1 to 500 characters,
        /// opaque, never a secret. Given to the next attempt as <see cref="Notification.Progress"/>; once there is any,
        /// somebody was told. Null: nothing was taken.
        /// </summary>
        public string? Progress { get; init; }
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
