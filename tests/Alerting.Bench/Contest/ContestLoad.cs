using Alerting.Bench.Load;

namespace Alerting.Bench.Contest;

/// <summary>What both get.</summary>
/// <param name="Alerts">How many, each once.</param>
/// <param name="Groups">Spread evenly over so many.</param>
/// <param name="Batch">In one body.</param>
/// <param name="IsTogether">Whether those of a group come one after the other.</param>
/// <param name="IsWarm">Whether as many other alerts in as many other groups come before.</param>
internal sealed record ContestLoad(int Alerts, int Groups, int Batch, bool IsTogether, bool IsWarm)
{
    /// <summary>The bodies of what is measured: alerts of the numbers from 0 on.</summary>
    public byte[][] Bodies() => Bodies(0);

    /// <summary>The bodies of what comes before: alerts of the numbers behind those.</summary>
    public byte[][] BodiesBefore() => Bodies(1);

    private byte[][] Bodies(int round) => ApiBatches.Make(
        round * Alerts, Alerts, Batch,
        number => IsTogether ? (int)((long)number * Groups / Alerts) : (round * Groups) + (number % Groups));

    public override string ToString() =>
        FormattableString.Invariant($"{Alerts:N0} alerts, {Groups:N0} group{(Groups == 1 ? "" : "s")}, batches of {Batch}");
}
