using Alerting.Core.Ports;

namespace Alerting.Adapters.Channels.Http;

/// <summary>What came of one request. A closed family.</summary>
internal abstract record Exchange
{
    private Exchange() { }

    /// <summary>The vendor answered.</summary>
    /// <param name="Status">HTTP status, 200 to 599.</param>
    /// <param name="RetryAfter">How long it asks to wait; zero to one hour, null where it names no time.</param>
    /// <param name="Body">At most 64 KiB of it; empty where it was not asked for.</param>
    /// <param name="IsWhole">False when the body broke off.</param>
    public sealed record Answered(int Status, TimeSpan? RetryAfter, string Body, bool IsWhole) : Exchange
    {
        /// <summary>Any 2xx.</summary>
        public bool IsSuccess => Status is >= 200 and < 300;
    }

    /// <summary>No answer; the receipt says whether anything can have happened.</summary>
    public sealed record Failed(Receipt Receipt) : Exchange;
}

/// <summary>One POST.</summary>
/// <param name="Url">Where to.</param>
/// <param name="Body">The exact bytes.</param>
/// <param name="Headers">Besides <c>Content-Type</c> (JSON), <c>Content-Length</c> and <c>User-Agent</c>.</param>
/// <param name="WantsBody">Whether the body of a success matters; that of a failure is always read.</param>
internal sealed record OutboundPost(
    SecretUrl Url, ReadOnlyMemory<byte> Body, IReadOnlyList<KeyValuePair<string, string>> Headers, bool WantsBody);
