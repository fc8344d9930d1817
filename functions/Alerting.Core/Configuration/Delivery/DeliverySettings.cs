using System.Collections.Immutable;

namespace Alerting.Core.Configuration.Delivery;

/// <summary>How notices are handed to vendors: <c>alerting.yml: delivery</c>, <c>outbound</c> and
/// <c>fallback</c>.</summary>
public sealed record DeliverySettings
{
    /// <summary>Nothing configured.</summary>
    public static DeliverySettings Usual { get; } = new();

    /// <summary>
    /// Limits of a destination by kind of channel, in place of the vendor's that apply otherwise; an empty list is no
    /// limit. The strictest of a list wins.
    /// </summary>
    public ImmutableDictionary<string, ImmutableArray<RateLimit>> RateLimits { get; init; } =
        ImmutableDictionary<string, ImmutableArray<RateLimit>>.Empty;

    /// <summary>
    /// Name of the receiver that is told what another one's destination does not take; empty: the local inbox.
    /// </summary>
    public string Fallback { get; init; } = "";

    /// <summary>
    /// The same for one receiver, by its name; wins. Empty: the local inbox, as for a receiver that is itself a
    /// fallback and names none, so that every chain ends.
    /// </summary>
    public ImmutableDictionary<string, string> Fallbacks { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>After how long a destination that does not answer counts as one that refuses; default 5 min.</summary>
    public TimeSpan FallbackAfter { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>
    /// Addresses that may be called although only data leads there: hosts, <c>*.</c> and a domain, or networks such as
    /// <c>10.1.0.0/16</c>.
    /// </summary>
    public ImmutableArray<string> OutboundAllow { get; init; } = [];

    /// <summary>Who is told what the receiver's destinations do not take; empty: the local inbox.</summary>
    public string FallbackOf(string receiver) => Fallbacks.GetValueOrDefault(receiver) ?? Fallback;
}

/// <summary>So many notices within a window, the same for all instances.</summary>
/// <param name="Count">At least 1.</param>
/// <param name="Window">More than zero.</param>
public sealed record RateLimit(int Count, TimeSpan Window);
