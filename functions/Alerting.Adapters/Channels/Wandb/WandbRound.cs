using System.Globalization;
using Alerting.Core.Alerts;
using Alerting.Core.Ports;

namespace Alerting.Adapters.Channels.Wandb;

/// <summary>What came of telling the runs of one notice, one after the other.</summary>
/// <param name="progress">The marks of those that an earlier attempt told; null for none.</param>
internal sealed class WandbRound(string? progress)
{
    private const int Longest = 1000;

    private readonly List<string> told = [.. (progress ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries)];
    private Receipt last = new Receipt.Delivered("all runs were told before");
    private Receipt? worst;

    /// <summary>Whether it was told before.</summary>
    public bool Knows(WandbRun run) => told.Contains(run.Mark);

    /// <summary>Notes what came of one; false when the others need not be tried now.</summary>
    public bool Add(WandbRun run, Receipt receipt)
    {
        last = receipt;
        if (receipt is Receipt.Delivered)
        {
            told.Add(run.Mark);
            return true;
        }

        worst = Rank(receipt) > Rank(worst) ? Named(run, receipt) : worst;
        return receipt is not Receipt.Deferred;
    }

    /// <summary>The worst of them: the notice ends as delivered only when every run was told.</summary>
    public Receipt Receipt => worst ?? (told.Count < 2
        ? last
        : new Receipt.Delivered(string.Create(CultureInfo.InvariantCulture, $"{told.Count} runs; {last.Why}")));

    // What may have been heard must not be said as if nothing had been sent; what is put back will be tried again, the
    // refused with it.
    private static int Rank(Receipt? receipt) => receipt switch
    {
        Receipt.Unknown => 3,
        Receipt.Deferred => 2,
        Receipt.Refused => 1,
        _ => 0,
    };

    private Receipt Named(WandbRun run, Receipt receipt)
    {
        var why = BoundedText.Cut($"{run}: {receipt.Why}", Longest);
        return receipt switch
        {
            Receipt.Deferred deferred => new Receipt.Deferred(why, deferred.After)
            {
                Progress = told.Count > 0 ? string.Join(',', told) : null,
            },
            Receipt.Refused => new Receipt.Refused(why),
            _ => new Receipt.Unknown(why),
        };
    }
}
