using Alerting.Core.Configuration.Addresses;

namespace Alerting.Adapters.Channels.Email.Smtp;

/// <summary>A message to one recipient, with its envelope.</summary>
/// <param name="From">Where it is returned to.</param>
/// <param name="To">Who gets it.</param>
/// <param name="Content">The message, its lines ended by CR LF, the last one too.</param>
internal sealed record SmtpMail(Mailbox From, Mailbox To, ReadOnlyMemory<byte> Content)
{
    /// <summary>Whether only a server that speaks SMTPUTF8 can take it.</summary>
    public bool NeedsUtf8 => From.NeedsUtf8 || To.NeedsUtf8;

    /// <summary>The content as it is sent: a dot that begins a line is doubled (RFC 5321, 4.5.2).</summary>
    public ReadOnlyMemory<byte> Stuffed()
    {
        var content = Content.Span;
        var stuffed = new List<byte>(content.Length + 64);
        for (var i = 0; i < content.Length; i++)
        {
            if (content[i] == '.' && (i == 0 || content[i - 1] == '\n'))
            {
                stuffed.Add((byte)'.');
            }

            stuffed.Add(content[i]);
        }

        return stuffed.ToArray();
    }
}
