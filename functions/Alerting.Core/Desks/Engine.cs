using Alerting.Core.Groups;
using Alerting.Core.Ports;

namespace Alerting.Core.Desks;

/// <summary>The desks over one store, wired: what doors call.</summary>
public sealed class Engine
{
    /// <summary>Wires the desks.</summary>
    /// <param name="on">What they stand on.</param>
    /// <param name="channels">The ways out; two of one kind are refused.</param>
    /// <param name="sender">Who claims.</param>
    public Engine(Foundation on, IEnumerable<IChannel> channels, SenderIdentity sender)
    {
        (On, Channels) = (on, new(channels));
        Accepting = new(on);
        Groups = new(on, Accepting, Channels);
        Notices = new(on, Groups, Channels, sender);
        Sweep = new(on, Groups, Notices);
    }

    /// <summary>What the desks stand on.</summary>
    public Foundation On { get; }

    /// <summary>The ways out.</summary>
    public ChannelSet Channels { get; }

    /// <summary>Stores alerts.</summary>
    public AcceptDesk Accepting { get; }

    /// <summary>Decides.</summary>
    public GroupDesk Groups { get; }

    /// <summary>Sends.</summary>
    public NoticeDesk Notices { get; }

    /// <summary>Offers what is due.</summary>
    public Sweep Sweep { get; }

    /// <summary>
    /// A message of <see cref="QueueNames.Wake"/>: its body is the shard's partition. An unknown one is dropped.
    /// </summary>
    public Task OnWake(string body, CancellationToken cancellation) =>
        On.Shards.Partitions.Contains(body, StringComparer.Ordinal)
            ? Sweep.Looks(body, cancellation)
            : Task.CompletedTask;

    /// <summary>
    /// A message of <see cref="QueueNames.Send"/>: its body is a notice id. One that is none is dropped.
    /// </summary>
    public Task OnSend(string body, CancellationToken cancellation) =>
        NoticeId.TryParse(body, out var notice) ? Notices.Offer(notice, cancellation) : Task.CompletedTask;
}
