using System.Net.Security;
using System.Text;

namespace Alerting.Testing.Mail;

/// <summary>The stand-in's end of a connection: lines that must end in CR LF.</summary>
internal sealed class SmtpLines(Stream stream) : IDisposable
{
    private readonly byte[] buffer = new byte[4096];
    private Stream stream = stream;
    private int next;
    private int end;

    public bool IsTls => stream is SslStream;

    public async Task Encrypt(SmtpServerOptions options, CancellationToken stop)
    {
        var secure = new SslStream(stream);
        stream = secure;
        await secure.AuthenticateAsServerAsync(
            new()
            {
                ServerCertificate = options.Certificate,
                ClientCertificateRequired = options.WantsCertificate,
                RemoteCertificateValidationCallback = (_, shown, _, _) => shown is not null || !options.WantsCertificate,
            },
            stop);
    }

    /// <summary>A line without its end, which is CR LF or else a fault; null when the client has left.</summary>
    public async Task<byte[]?> Read(Action<string> blame, CancellationToken stop)
    {
        var line = new List<byte>();
        while (await Unit(stop) is { } unit)
        {
            if (unit == '\n')
            {
                if (line.Count == 0 || line[^1] != '\r')
                {
                    blame("a line that ends in a bare LF");
                }

                return [.. line.Take(Math.Max(0, line.Count - 1))];
            }

            if (line.Count > 0 && line[^1] == '\r')
            {
                blame("a bare CR");
            }

            line.Add(unit);
        }

        return null;
    }

    /// <summary>One byte; null when the client has left.</summary>
    public async Task<byte?> Unit(CancellationToken stop)
    {
        if (next == end)
        {
            (next, end) = (0, await stream.ReadAsync(buffer, stop));
        }

        return end == 0 ? null : buffer[next++];
    }

    public async Task Write(string text, CancellationToken stop)
    {
        await stream.WriteAsync(Encoding.Latin1.GetBytes(text), stop);
        await stream.FlushAsync(stop);
    }

    public void Dispose() => stream.Dispose();
}
