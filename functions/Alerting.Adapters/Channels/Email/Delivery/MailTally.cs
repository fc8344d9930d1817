using System.Globalization;
using Alerting.Adapters.Channels.Email.Letters;
using Alerting.Core.Ports;

namespace Alerting.Adapters.Channels.Email.Delivery;

/// <summary>
/// What came of a notice that goes to each of its recipients by itself. It counts as delivered once nobody is left to
/// ask and somebody has it: told twice to all would be worse than that one address is gone, which the receipt names.
/// </summary>
internal sealed class MailTally(Letter letter, RecipientState[] states)
{
    private string? said;
    private string? trouble;
    private string? refusal;
    private int deferred;

    /// <summary>Notes what came of one recipient.</summary>
    /// <param name="index">Place in the list.</param>
    /// <param name="receipt">Of their mail alone.</param>
    public void Note(int index, Receipt receipt)
    {
        switch (receipt)
        {
            case Receipt.Delivered:
                states[index] = RecipientState.Taken;
                said ??= receipt.Why;
                break;
            case Receipt.Unknown:
                // Twice is enough: a server that takes everything and never answers would be told for ever.
                states[index] = states[index] == RecipientState.Maybe ? RecipientState.Taken : RecipientState.Maybe;
                trouble ??= Named(index, receipt);
                break;
            case Receipt.Refused:
                refusal ??= Named(index, receipt);
                break;
            default:
                deferred++;
                trouble ??= Named(index, receipt);
                break;
        }
    }

    /// <summary>The receipt of the notice.</summary>
    public Receipt Sum()
    {
        var taken = states.Count(state => state == RecipientState.Taken);
        var maybe = states.Count(state => state == RecipientState.Maybe);
        if (deferred + maybe == 0)
        {
            return taken > 0
                ? Delivered(taken)
                : new Receipt.Refused(Worded("", taken));
        }

        return taken == 0 && maybe > 0 ? new Receipt.Unknown(Worded(trouble!, taken))
            : new Receipt.Deferred(Worded(trouble!, taken), null)
            {
                Progress = taken > 0 ? MailProgress.Write(states, letter.To) : null,

                // A server that took some is well.
                SaysNothing = taken > 0,
            };
    }

    private Receipt.Delivered Delivered(int taken)
    {
        var first = said ?? trouble ?? "all recipients have it";
        var spread = Spread(taken);
        return new Receipt.Delivered(refusal is null ? Flaws.Of(first, spread)! : first) { Reference = letter.Root }
            .WithFlaw(refusal is null ? null : Flaws.Of(refusal, spread))
            .WithFlaw(Invalid)
            .WithFlaw(Flaws.OfTemplate(letter.Fault));
    }

    private string Worded(string first, int taken) => Flaws.Of(first, refusal, Spread(taken), Invalid)!;

    private string? Spread(int taken) => states.Length > 1 && taken > 0
        ? string.Create(CultureInfo.InvariantCulture, $"{taken} of {states.Length} recipients have it")
        : null;

    private string? Invalid => letter.Invalid > 0
        ? string.Create(CultureInfo.InvariantCulture, $"entries that are no address: {letter.Invalid}")
        : null;

    private string Named(int index, Receipt receipt) =>
        states.Length > 1 ? $"{letter.To[index].Masked}: {receipt.Why}" : receipt.Why;
}
