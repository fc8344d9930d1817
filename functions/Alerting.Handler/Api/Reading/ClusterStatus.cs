using System.Collections.Immutable;
using System.Security.Cryptography;

namespace Alerting.Handler.Api.Reading;

/// <summary>What <c>GET /api/v2/status</c> and the metrics say of a cluster.</summary>
/// <param name="Status"><c>ready</c>, <c>settling</c> or <c>disabled</c>.</param>
/// <param name="Name">Of this member; null where there is no cluster.</param>
/// <param name="Peers">All members, this one included, by name; none where there is no cluster.</param>
internal sealed record ClusterStatus(string Status, string? Name, ImmutableArray<ClusterPeer> Peers)
{
    /// <summary>No cluster.</summary>
    public static ClusterStatus Disabled { get; } = new("disabled", null, []);

    /// <summary>
    /// One member, this one, as Alertmanager shows itself where it listens for others; an empty address: no cluster.
    /// </summary>
    public static ClusterStatus Alone(string address)
    {
        if (address.Length == 0)
        {
            return Disabled;
        }

        var name = string.Concat(RandomNumberGenerator.GetItems<char>("0123456789ABCDEFGHJKMNPQRSTVWXYZ", 25));
        return new("ready", "0" + name, [new("0" + name, address)]);
    }

    /// <summary>Whether there is one.</summary>
    public bool IsEnabled => Name is not null;
}

/// <summary>A member.</summary>
/// <param name="Name">A ULID, as Alertmanager names its members.</param>
/// <param name="Address">Host and port.</param>
internal sealed record ClusterPeer(string Name, string Address);
