using System.Net;
using System.Net.Http.Headers;

namespace Alerting.Adapters.Channels.Http.Requests;

/// <summary>
/// A body that knows whether anything of its request may have left. The handler asks for it when a connection stands
/// and the head is still in its buffer, so this is the last moment at which nothing was sent; the deadline is checked
/// there.
/// </summary>
internal sealed class TrackedContent : HttpContent
{
    private readonly ReadOnlyMemory<byte> body;
    private readonly CancellationToken deadline;

    public TrackedContent(ReadOnlyMemory<byte> body, string mediaType, CancellationToken deadline)
    {
        (this.body, this.deadline) = (body, deadline);
        Headers.ContentType = MediaTypeHeaderValue.Parse(mediaType);
    }

    public bool HasLeft { get; private set; }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, deadline);

    protected override async Task SerializeToStreamAsync(
        Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        deadline.ThrowIfCancellationRequested();
        HasLeft = true;
        await stream.WriteAsync(body, cancellationToken);
    }

    // A length, because some receivers refuse chunked requests.
    protected override bool TryComputeLength(out long length)
    {
        length = body.Length;
        return true;
    }
}
