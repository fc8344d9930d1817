using System.Collections.Immutable;
using Alerting.Core.Configuration.Http;
using Alerting.Core.Ports;

namespace Alerting.Adapters.Channels.Http;

/// <summary>What came of one request. A closed family.</summary>
internal abstract record Exchange
{
    private Exchange() { }

    /// <summary>What came of it: an answer as <paramref name="judge"/> sees it, else what its absence proves.</summary>
    public Receipt Judged(Func<Answered, Receipt> judge) => this switch
    {
        Answered answer => judge(answer),
        Failed failed => failed.Receipt,
        _ => throw new InvalidOperationException($"No such exchange: {GetType().Name}"),
    };

    /// <summary>The vendor answered.</summary>
    /// <param name="Status">HTTP status, 200 to 599.</param>
    /// <param name="RetryAfter">How long it asks to wait; zero to one hour, null where it names no time.</param>
    /// <param name="Body">At most <see cref="OutboundPost.LongestBody"/> of it; empty where it was not asked
    /// for.</param>
    /// <param name="IsWhole">False when the body broke off.</param>
    public sealed record Answered(int Status, TimeSpan? RetryAfter, string Body, bool IsWhole) : Exchange
    {
        /// <summary>Those headers of the answer that <see cref="OutboundPost.ReadHeaders"/> names and that came, the
        /// first 500 characters of each.</summary>
        public IReadOnlyDictionary<string, string> Headers { get; init; } = NoHeaders;

        /// <summary>Whether there was more of the body than is read.</summary>
        public bool IsCut { get; init; }

        /// <summary>Who answered, where that is not who was asked: where a redirect led.</summary>
        public SecretUrl? From { get; init; }

        /// <summary>Where a redirect leads, as written; never print it. Null for none.</summary>
        public string? Location { get; init; }

        private static readonly Dictionary<string, string> NoHeaders = [];

        /// <summary>Any 2xx.</summary>
        public bool IsSuccess => Status is >= 200 and < 300;
    }

    /// <summary>No answer; the receipt says whether anything can have happened.</summary>
    public sealed record Failed(Receipt Receipt) : Exchange;
}

/// <summary>One request, a POST unless it says otherwise.</summary>
/// <param name="Url">Where to.</param>
/// <param name="Body">The exact bytes.</param>
/// <param name="Headers">Besides <c>Content-Type</c>, <c>Content-Length</c> and <c>User-Agent</c>.</param>
/// <param name="WantsBody">Whether the body of a success matters; that of a failure is always read.</param>
internal sealed record OutboundPost(
    SecretUrl Url, ReadOnlyMemory<byte> Body, IReadOnlyList<KeyValuePair<string, string>> Headers, bool WantsBody)
{
    /// <summary>Another method, such as GET with an empty body.</summary>
    public HttpMethod Method { get; init; } = HttpMethod.Post;

    /// <summary>How long all of it may take, besides the deadline of the attempt; zero: as long as that.</summary>
    public TimeSpan Timeout { get; init; }

    /// <summary>Bytes of the answer's body that are read; default 64 KiB.</summary>
    public int LongestBody { get; init; } = 64 * 1024;

    /// <summary>What the body is.</summary>
    public string MediaType { get; init; } = "application/json";

    /// <summary>TLS, proxy, token and redirects of the integration.</summary>
    public HttpConfig Http { get; init; } = HttpConfig.Usual;

    /// <summary>
    /// Whether the host comes from data, not from the operator: addresses inside are then refused unless allowed.
    /// </summary>
    public bool IsHostFromData { get; init; }

    /// <summary>Addresses inside that data and redirects may lead to: <c>outbound.allow</c>.</summary>
    public ImmutableArray<string> Allow { get; init; } = [];

    /// <summary>Headers of the answer that are wanted.</summary>
    public IReadOnlyList<string> ReadHeaders { get; init; } = [];
}
