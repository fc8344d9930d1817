using System.Net;
using Alerting.Core.Configuration.Yaml;

namespace Alerting.Core.Configuration.Reading.Beyond;

/// <summary>
/// An entry of <c>outbound.allow</c>: a host, <c>*.</c> and a domain for all hosts below it, an address, or a network.
/// </summary>
internal static class AllowEntry
{
    private const int LongestHost = 253;
    private const int LongestLabel = 63;

    /// <summary>The entry in lower case; null when it is none, which is reported.</summary>
    public static string? Read(YamlValue value)
    {
        if (value.AsText() is not { } text)
        {
            return null;
        }

        var entry = text.ToLowerInvariant();
        if (IsNetwork(entry) || IsHost(entry.StartsWith("*.", StringComparison.Ordinal) ? entry[2..] : entry))
        {
            return entry;
        }

        value.ErrorOnValue("not a host, a domain such as *.example.org, an address or a network such as 10.1.0.0/16");
        return null;
    }

    private static bool IsNetwork(string entry) => entry.Contains('/', StringComparison.Ordinal)
        ? IPNetwork.TryParse(entry, out _)
        : entry.Contains(':', StringComparison.Ordinal) && IPAddress.TryParse(entry, out _) && entry[0] != '[';

    // What looks like an IPv4 address has labels of digits, so that it is a host as well.
    private static bool IsHost(string host) => host.Length is > 0 and <= LongestHost && host.Split('.').All(label =>
        label.Length is > 0 and <= LongestLabel && label.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_'));
}
