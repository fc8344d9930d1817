using System.Globalization;
using Alerting.Core.Ports;

namespace Alerting.Core.Groups.Rows;

/// <summary>Row <c>current</c> of partition <c>config</c>: which configuration is in force, and from when on.</summary>
/// <param name="Epoch">Grows by one with each change.</param>
/// <param name="Hash">Which texts.</param>
/// <param name="From">In force from then on; until then the one before is.</param>
/// <param name="PreviousHash">The one before; null for the first.</param>
/// <param name="IsMigrated">Whether no group of the one before is left.</param>
/// <param name="Followed">Those that were in force lately, the last one last: <c>{hash} {ticks of its end}</c>, a line
/// each.</param>
internal sealed record ConfigurationRow(
    long Epoch, string Hash, DateTimeOffset From, string? PreviousHash, bool IsMigrated, string Followed)
{
    public const string Partition = "config";
    public const string Key = "current";

    /// <summary>What a merge writes when no group of the one before is left.</summary>
    public static Properties Migrated => new() { { "migrated", true } };

    /// <summary>Of a store that had none.</summary>
    public static ConfigurationRow First(string hash, DateTimeOffset from) => new(1, hash, from, null, true, "");

    /// <summary>What comes into force after it; what ended before <paramref name="longAgo"/> is forgotten.</summary>
    public ConfigurationRow FollowedBy(string hash, DateTimeOffset from, DateTimeOffset longAgo)
    {
        var lately = Ends().Where(it => it.End > longAgo).Append((Hash, End: from));
        var text = string.Join('\n', lately.Select(
            it => string.Create(CultureInfo.InvariantCulture, $"{it.Hash} {it.End.UtcTicks}")));
        return new(Epoch + 1, hash, from, Hash, false, text);
    }

    /// <summary>Whether a configuration was in force and another one followed it since then.</summary>
    public bool WasFollowedSince(string hash, DateTimeOffset then) =>
        Ends().Any(it => it.End > then && string.Equals(it.Hash, hash, StringComparison.Ordinal));

    private IEnumerable<(string Hash, DateTimeOffset End)> Ends() =>
        from line in Followed.Split('\n', StringSplitOptions.RemoveEmptyEntries)
        let parts = line.Split(' ')
        select (parts[0], new DateTimeOffset(long.Parse(parts[1], CultureInfo.InvariantCulture), TimeSpan.Zero));

    public static ConfigurationRow Read(Row row) => new(
        row.Properties.Long("epoch"),
        row.Properties.Text("hash") ?? "",
        new(row.Properties.Long("at"), TimeSpan.Zero),
        row.Properties.Text("previous"),
        row.Properties.Bool("migrated"),
        row.Properties.Text("followed") ?? "");

    public Properties Write() => new()
    {
        { "epoch", Epoch },
        { "hash", Hash },
        { "at", From.UtcTicks },
        { "previous", PreviousHash },
        { "migrated", IsMigrated },
        { "followed", Followed },
    };

    public static string TextKey(string hash) => "text~" + hash;

    /// <summary>The sealed texts of a configuration.</summary>
    public static RowWrite WriteText(string hash, byte[] text)
    {
        var row = new Properties();
        Blob.Add(row, text);
        return RowWrite.InsertOrReplace(TextKey(hash), row);
    }
}
