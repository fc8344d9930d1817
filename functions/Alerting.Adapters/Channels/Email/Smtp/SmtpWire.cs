using System.Net.Security;
using System.Text;
using Alerting.Adapters.Channels.Http.Connecting;

namespace Alerting.Adapters.Channels.Email.Smtp;

/// <summary>
/// The lines of an SMTP connection. A server that says what is no reply, or says too much, has broken it:
/// <see cref="InvalidDataException"/>. One that is gone is an <see cref="IOException"/>.
/// </summary>
internal sealed class SmtpWire : IDisposable
{
    // RFC 5321, 4.5.3.1.5, has 512; servers are known to say more.
    private const int LongestLine = 1000;
    private const int LongestReply = 64 * 1024;

    private readonly byte[] buffer = new byte[4096];
    private Stream stream = Stream.Null;
    private int next;
    private int end;

    /// <summary>Whether it is encrypted.</summary>
    public bool IsTls => stream is SslStream;

    /// <summary>Connects; throws what the dialer throws.</summary>
    public async Task Open(SmtpDialer dialer, string host, int port, CancellationToken deadline) =>
        stream = await dialer.Open(host, port, deadline);

    /// <summary>
    /// Encrypts all that follows. What the server, or somebody between, has said too early is never read as if it had
    /// come encrypted.
    /// </summary>
    public async Task Encrypt(TlsHandshake tls, string host, CancellationToken deadline)
    {
        if (next < end)
        {
            throw new InvalidDataException("more than was asked for before TLS");
        }

        stream = await tls.Secure(stream, host, [], deadline);
    }

    /// <summary>Says a line and reads what is answered.</summary>
    public async Task<SmtpReply> Ask(string command, CancellationToken deadline)
    {
        await Write(Encoding.UTF8.GetBytes(command + "\r\n"), deadline);
        return await Read(deadline);
    }

    /// <summary>Sends bytes as they are.</summary>
    public async Task Write(ReadOnlyMemory<byte> bytes, CancellationToken deadline)
    {
        await stream.WriteAsync(bytes, deadline);
        await stream.FlushAsync(deadline);
    }

    /// <summary>Reads a reply of one line or several.</summary>
    public async Task<SmtpReply> Read(CancellationToken deadline)
    {
        var lines = new List<string>();
        int? code = null;
        for (var length = 0; length <= LongestReply;)
        {
            var line = await ReadLine(deadline);
            length += line.Length + 2;
            if (!SmtpReply.TryLine(line, out var number, out var goesOn) || (code is not null && number != code))
            {
                break;
            }

            code = number;
            lines.Add(line.Length > 4 ? line[4..] : "");
            if (!goesOn)
            {
                return new(number, lines);
            }
        }

        throw new InvalidDataException("not a reply of SMTP");
    }

    /// <inheritdoc/>
    public void Dispose() => stream.Dispose();

    // Whatever is no UTF-8 becomes U+FFFD.
    private async Task<string> ReadLine(CancellationToken deadline)
    {
        var line = new List<byte>(80);
        while (line.Count <= LongestLine)
        {
            if (next == end)
            {
                (next, end) = (0, await stream.ReadAsync(buffer, deadline));
                if (end == 0)
                {
                    throw new EndOfStreamException();
                }
            }

            var unit = buffer[next++];
            if (unit == '\n')
            {
                return Encoding.UTF8.GetString([.. line]).TrimEnd('\r');
            }

            line.Add(unit);
        }

        throw new InvalidDataException("a line that does not end");
    }
}
