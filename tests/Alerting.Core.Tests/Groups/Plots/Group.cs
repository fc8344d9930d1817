using System.Text.Json;
using Alerting.Core.Alerts;
using Alerting.Core.Desks;
using Alerting.Core.Groups;
using Alerting.Core.Groups.Rows;
using Alerting.Testing.Worlds;

namespace Alerting.Core.Tests.Groups.Plots;

/// <summary>A group as it lies in the store.</summary>
internal static class Group
{
    public static Task<GroupState?> Load(World world, GroupId group) =>
        new GroupStore(world.Store, world.Engine.On.Shards).Load(group, CancellationToken.None);

    /// <summary>Whether an integration was told that an alert fires, or is being told.</summary>
    public static bool IsTold(GroupState state, string integration, Fingerprint alert) =>
        state.Slots.TryGetValue(integration, out var slot)
        && ((slot.Told is { } told && state.Flushes[told.Flush].Firing.Contains(alert))
            || (slot.Live is { } live && state.Flushes[live.Flush].Firing.Contains(alert)));

    /// <summary>Why an integration was told something, or was not, when that was last written down.</summary>
    public static async Task<string?> LastReason(World world, GroupId group, string integration)
    {
        string? last = null;
        foreach (var entry in await world.Rows($"l~{group}"))
        {
            using var words = JsonDocument.Parse(Blob.Unpack(Blob.Read(entry.Properties)));
            last = words.RootElement.GetProperty("verdicts").TryGetProperty(integration, out var verdict)
                ? verdict.GetString()
                : last;
        }

        return last;
    }
}
