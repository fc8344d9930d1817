using Alerting.Core.Desks.Delivering;
using Alerting.Core.Desks.Enriching;
using Alerting.Core.Desks.Suppressing;
using Alerting.Core.Desks.Working;
using Alerting.Core.Groups;
using Alerting.Core.Ports;

namespace Alerting.Core.Desks;

/// <summary>The desks over one store, wired: what doors call.</summary>
public sealed class Engine
{
    private readonly OneAtATime wakes;
    private readonly OneAtATime probes;

    /// <summary>Wires the desks.</summary>
    /// <param name="on">What they stand on.</param>
    /// <param name="channels">The ways out; two of one kind are refused.</param>
    /// <param name="sender">Who claims.</param>
    public Engine(Foundation on, IEnumerable<IChannel> channels, SenderIdentity sender)
    {
        (On, Channels) = (on, new(channels));
        Silences = new(on);
        var sources = new SourceIndex(on);
        Suppression = new(on, Silences, sources);
        Accepting = new(on, sources);
        Groups = new(on, Accepting, Channels, Suppression, sources);
        Context = new(on, Groups);
        Notices = new(on, Groups, Channels, sender, Suppression, Context);
        Drills = new(on);
        Reports = new(on);
        Probes = new(on, Reports);
        Jobs = new(on, Accepting, Probes);
        Book = new(on);
        Sweep = new(on, Accepting, Groups, Notices, Jobs, Probes);
        wakes = new(Sweep.Looks);
        probes = new(Sweep.Probes);
    }

    /// <summary>What the desks stand on.</summary>
    public Foundation On { get; }

    /// <summary>The ways out.</summary>
    public ChannelSet Channels { get; }

    /// <summary>Stores alerts.</summary>
    public AcceptDesk Accepting { get; }

    /// <summary>The silences.</summary>
    public SilenceDesk Silences { get; }

    /// <summary>Which alerts must not be told.</summary>
    public Suppression Suppression { get; }

    /// <summary>Decides.</summary>
    public GroupDesk Groups { get; }

    /// <summary>Finds out why alerts fire.</summary>
    public Enricher Context { get; }

    /// <summary>Sends.</summary>
    public NoticeDesk Notices { get; }

    /// <summary>Stores reports of runs.</summary>
    public JobIntake Reports { get; }

    /// <summary>Decides on jobs.</summary>
    public JobDesk Jobs { get; }

    /// <summary>Asks addresses.</summary>
    public ProbeDesk Probes { get; }

    /// <summary>What is known of jobs.</summary>
    public JobBook Book { get; }

    /// <summary>Drills.</summary>
    public DrillDesk Drills { get; }

    /// <summary>Offers what is due.</summary>
    public Sweep Sweep { get; }

    /// <summary>
    /// Does what a hint asks for, as far as its row says the same; one that names nothing of ours does nothing.
    /// </summary>
    public async Task Handle(RowHint hint, CancellationToken cancellation)
    {
        if (!hint.IsWake)
        {
            await (NoticeId.TryParse(hint.Subject, out var notice)
                ? Notices.Offer(notice, hint, cancellation)
                : Task.CompletedTask);
        }
        else if (Wanted(hint.Subject) is var (round, partition))
        {
            await (await On.HasCome(hint.Due, cancellation)
                ? round.Run(partition, cancellation)
                : On.Hints.Again(hint, hint.Due, cancellation));
        }
    }

    private (OneAtATime Round, string Partition)? Wanted(string subject)
    {
        var isProbe = subject.StartsWith(ProbeDesk.HintPrefix, StringComparison.Ordinal);
        var partition = isProbe ? subject[ProbeDesk.HintPrefix.Length..] : subject;
        return !On.Shards.Partitions.Contains(partition, StringComparer.Ordinal) ? null
            : (isProbe ? probes : wakes, partition);
    }
}
