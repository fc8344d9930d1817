using Alerting.Bench.Load;

namespace Alerting.Bench.Contest;

/// <summary>What both get.</summary>
/// <param name="Alerts">How many, each once.</param>
/// <param name="Groups">Spread evenly over so many.</param>
/// <param name="Batch">In one body.</param>
/// <param name="IsTogether">Whether those of a group come one after the other.</param>
internal sealed record ContestLoad(int Alerts, int Groups, int Batch, bool IsTogether)
{
    /// <summary>Its bodies.</summary>
    public byte[][] Bodies() => ApiBatches.Make(
        Alerts, Batch, number => IsTogether ? (int)((long)number * Groups / Alerts) : number % Groups);

    public override string ToString() =>
        FormattableString.Invariant($"{Alerts:N0} alerts, {Groups:N0} group{(Groups == 1 ? "" : "s")}, batches of {Batch}");
}
