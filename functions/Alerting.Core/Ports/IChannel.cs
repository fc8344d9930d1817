using Alerting.Core.Configuration.Integrations;

namespace Alerting.Core.Ports;

/// <summary>A way out: renders a notification and hands it to one vendor, once.</summary>
public interface IChannel
{
    /// <summary>The kind of integration it serves, such as <c>slack</c>.</summary>
    string Kind { get; }

    /// <summary>
    /// Whether a repeat under the same notice id does no harm, so that an attempt of unknown outcome may simply be sent
    /// again.
    /// </summary>
    bool Deduplicates { get; }

    /// <summary>
    /// Whether a message told through an integration is changed by later ones, so that what is known late can still be
    /// said in it.
    /// </summary>
    bool Edits(Integration integration) => false;

    /// <summary>
    /// One attempt. Never throws for what a vendor or a network does: that is a <see cref="Receipt"/>. When
    /// <paramref name="deadline"/> is cancelled the attempt is abandoned: as <see cref="Receipt.Deferred"/> if nothing
    /// was sent yet (checked immediately before the bytes leave), else as <see cref="Receipt.Unknown"/>.
    /// </summary>
    Task<Receipt> Send(Notification notification, CancellationToken deadline);
}
