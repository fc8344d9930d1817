using System.Buffers.Text;
using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Alerting.Core.Configuration.Addresses;

namespace Alerting.Adapters.Channels.Email.Delivery;

/// <summary>
/// Who of the recipients has it, from one attempt to the next: a mark of the list and two bits for each, 350 characters
/// for 1,000 of them. Of another list, as after a reload, nothing is known.
/// </summary>
internal static class MailProgress
{
    private const int MarkLength = 8;

    /// <summary>The states of a list, all open where the text says nothing of it.</summary>
    public static RecipientState[] Read(string? text, ImmutableArray<Mailbox> list)
    {
        var states = new RecipientState[list.Length];
        var bits = new byte[(list.Length + 3) / 4];
        var isOfList = text is { Length: > MarkLength }
            && text.StartsWith(Mark(list), StringComparison.Ordinal)
            && Base64Url.IsValid(text.AsSpan(MarkLength), out var length) && length == bits.Length;
        if (isOfList)
        {
            Base64Url.DecodeFromChars(text.AsSpan(MarkLength), bits);
        }

        for (var i = 0; i < states.Length; i++)
        {
            states[i] = (bits[i / 4] >> (i % 4 * 2) & 3) switch
            {
                (int)RecipientState.Taken => RecipientState.Taken,
                (int)RecipientState.Maybe => RecipientState.Maybe,
                _ => RecipientState.Open,
            };
        }

        return states;
    }

    /// <summary>The text of it.</summary>
    public static string Write(RecipientState[] states, ImmutableArray<Mailbox> list)
    {
        var bits = new byte[(states.Length + 3) / 4];
        for (var i = 0; i < states.Length; i++)
        {
            bits[i / 4] |= (byte)((int)states[i] << (i % 4 * 2));
        }

        return Mark(list) + Base64Url.EncodeToString(bits);
    }

    private static string Mark(ImmutableArray<Mailbox> list) => Convert.ToHexStringLower(SHA256.HashData(
        Encoding.UTF8.GetBytes(string.Join('\n', list.Select(box => box.Address)))).AsSpan(0, MarkLength / 2));
}
