using System.Globalization;
using Alerting.Core.Alerts;

namespace Alerting.Core.Groups.Rows;

/// <summary>
/// Row keys inside a shard. Times are UTC ticks, numbers are padded to 19 digits, so that keys order as they should.
/// </summary>
public static class RowKeys
{
    /// <summary>All looks due.</summary>
    public const string LookDuePrefix = "t~";

    /// <summary>All notices not yet sent.</summary>
    public const string NoticeDuePrefix = "o~";

    /// <summary><c>g~{group}~h</c>: the header.</summary>
    public static string Header(GroupId group) => $"g~{group.Value}~h";

    /// <summary>Whose header a key is of.</summary>
    public static GroupId ReadHeader(string key) => new(key.Substring(2, GroupId.Length));

    /// <summary><c>g~{group}~w</c>: the latch.</summary>
    public static string Latch(GroupId group) => $"g~{group.Value}~w";

    /// <summary>Prefix of a group's alerts.</summary>
    public static string Alerts(GroupId group) => $"g~{group.Value}~a~";

    /// <summary><c>g~{group}~a~{fp}</c>: one alert.</summary>
    public static string Alert(GroupId group, Fingerprint fingerprint) => $"g~{group.Value}~a~{fingerprint}";

    /// <summary>Prefix of a group's slots.</summary>
    public static string Slots(GroupId group) => $"g~{group.Value}~s~";

    /// <summary><c>g~{group}~s~{integration}</c>: one slot.</summary>
    public static string Slot(GroupId group, string integration) => $"g~{group.Value}~s~{integration}";

    /// <summary><c>g~{group}~f~{flush}~{part}</c>: one row of a flush, parts from 0 on.</summary>
    public static string Flush(GroupId group, long flush, int part) =>
        string.Create(CultureInfo.InvariantCulture, $"g~{group.Value}~f~{Padded(flush)}~{part:D3}");

    /// <summary><c>c~{group}~{flush}</c>: what is said of a flush beside its alerts. Not of the group's rows, which are
    /// read together, since it is large.</summary>
    public static string Context(GroupId group, long flush) => $"c~{group.Value}~{Padded(flush)}";

    /// <summary>Prefix of a group's timeline.</summary>
    public static string TimelineEntries(GroupId group) => $"l~{group.Value}~";

    /// <summary><c>l~{group}~{seq}</c>: one timeline entry.</summary>
    public static string TimelineEntry(GroupId group, long number) => $"l~{group.Value}~{Padded(number)}";

    /// <summary><c>t~{due}~{group}</c>: look due.</summary>
    public static string LookDue(DateTimeOffset due, GroupId group) => $"t~{Time(due)}~{group.Value}";

    /// <summary><c>o~{due}~{notice}</c>: not yet sent.</summary>
    public static string NoticeDue(DateTimeOffset due, NoticeId notice) => $"o~{Time(due)}~{notice}";

    /// <summary><c>y~{end}~{notice}</c>: the end of a notice.</summary>
    public static string Ledger(DateTimeOffset end, NoticeId notice) => $"y~{Time(end)}~{notice}";

    /// <summary>The end of a range over due rows: everything due at or before an instant.</summary>
    public static string DueThrough(string prefix, DateTimeOffset now) => prefix + Time(now) + "~\uffff";

    /// <summary>What a due row's key says: when, and of what.</summary>
    public static (DateTimeOffset Due, string Subject) ReadDue(string key)
    {
        var end = key.IndexOf('~', 2);
        var ticks = long.Parse(key.AsSpan(2, end - 2), NumberStyles.None, CultureInfo.InvariantCulture);
        return (new(ticks, TimeSpan.Zero), key[(end + 1)..]);
    }

    private static string Time(DateTimeOffset instant) => Padded(instant.UtcTicks);

    private static string Padded(long number) => number.ToString("D19", CultureInfo.InvariantCulture);
}
