using System.Collections.Immutable;
using Alerting.Core.Alerts;
using Alerting.Core.Configuration;
using Alerting.Core.Groups;
using Alerting.Core.Groups.Rows;
using Alerting.Core.Ports;
using Alerting.Core.Routing;

namespace Alerting.Core.Desks;

/// <summary>What a change of configuration means for the alerts of a group: which go, and what they leave.</summary>
internal sealed class Move
{
    private readonly GroupState state;
    private readonly HashSet<Fingerprint> beingTold;

    public Move(GroupState state, AlertingConfiguration configuration, DateTimeOffset now)
    {
        this.state = state;
        beingTold = [.. state.Slots.Values.Where(slot => slot.Live?.Claim is not null)
            .SelectMany(slot => state.Flushes[slot.Live!.Flush].Alerts).Select(alert => alert.Fingerprint)];
        Unclaimed = [.. state.Slots.Values.Where(slot => slot.Live is { Claim: null }).Take(GroupPost.MostWrites / 2)
            .Select(slot => RowWrite.Replace(
                RowKeys.Slot(state.Header.Id, slot.Integration), SlotRow.Write(slot), slot.ETag))];
        var firing = state.Alerts.Where(alert => alert.StatusAt(now) == AlertStatus.Firing)
            .ToLookup(alert => IsAtHome(configuration, alert));
        Back = [.. firing[true].Where(alert => alert.IsMoved)];
        var strays = firing[false].Where(alert => !alert.IsMoved).ToArray();
        Going = [.. strays.Where(alert => !beingTold.Contains(alert.Fingerprint))];
        IsHeld = Going.Length < strays.Length;
    }

    /// <summary>The group.</summary>
    public GroupId Group => state.Header.Id;

    /// <summary>
    /// Writes that change nothing and are refused when a notice that nobody had claimed was claimed meanwhile.
    /// </summary>
    public RowWrite[] Unclaimed { get; set; }

    /// <summary>Those that fire and belong elsewhere.</summary>
    public ImmutableArray<StoredAlert> Going { get; }

    /// <summary>Those that had gone and belong here again.</summary>
    public ImmutableArray<StoredAlert> Back { get; }

    /// <summary>Whether some cannot go yet: it is not known whether they have just been told of.</summary>
    public bool IsHeld { get; }

    /// <summary>Whether this group told of it, so that it stays here for its end.</summary>
    public bool IsTold(StoredAlert alert) => Told(alert) is not null;

    /// <summary>One that goes, on its way.</summary>
    public Posted Post(StoredAlert alert) => new(alert.Alert, alert.UpdatedAt, Former.Join(alert.Former, Told(alert)));

    /// <summary>What one that went leaves here: itself, for its end, where this group told of it.</summary>
    public RowWrite Leave(StoredAlert alert) => Told(alert) is null
        ? RowWrite.Delete(KeyOf(alert), alert.ETag)
        : Mark(alert, isMoved: true);

    /// <summary>One that is back belongs here again.</summary>
    public RowWrite Return(StoredAlert alert) => Mark(alert, isMoved: false);

    private RowWrite Mark(StoredAlert alert, bool isMoved) => RowWrite.Replace(
        KeyOf(alert),
        AlertRow.Write(alert with { IsMoved = isMoved }, AlertRow.Pack(alert.Alert), state.Header.TraceParent),
        alert.ETag);

    private string KeyOf(StoredAlert alert) => RowKeys.Alert(state.Header.Id, alert.Fingerprint);

    private bool IsAtHome(AlertingConfiguration configuration, StoredAlert alert) =>
        Router.Route(configuration, alert.Alert.Labels).Any(to => to.Group == state.Header.Id);

    private Former? Told(StoredAlert alert)
    {
        var told = from slot in state.Slots.Values
                   where Names(slot, alert.Fingerprint)
                   let at = slot.Told is { Maybe: false } last && Fires(last.Flush, alert.Fingerprint)
                       ? last.At
                       : (DateTimeOffset?)null
                   select new ToldBefore(state.Header.Id, state.Header.Receiver, slot.Integration, at);
        ImmutableArray<ToldBefore> all = [.. told];
        return all.IsEmpty ? null : new(all);
    }

    // A notice of which an attempt was lost may have arrived.
    private bool Names(Slot slot, Fingerprint alert) =>
        (slot.Told is { } told && Fires(told.Flush, alert))
        || (slot.Live is { AnyUnknown: true } live && Fires(live.Flush, alert));

    private bool Fires(long flush, Fingerprint alert) => state.Flushes[flush].Firing.Contains(alert);
}
