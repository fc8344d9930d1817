using System.Collections.Immutable;
using System.Globalization;
using Alerting.Core.Ports;

namespace Alerting.Core.Groups.Rows;

/// <summary>Row <c>current</c> of partition <c>config</c>: which configuration is in force, and from when on.</summary>
/// <param name="Epoch">Grows by one with each change.</param>
/// <param name="Hash">Which texts.</param>
/// <param name="From">In force from then on; until then one before is.</param>
/// <param name="IsMigrated">Whether no group of one before is left.</param>
/// <param name="Previous">Those that groups may have been decided under since the last one that had all of them, newest
/// first, each once; it itself may be among them.</param>
/// <param name="Ends">When those before it ended, for 10 minutes; the last one last, by epoch.</param>
internal sealed record ConfigurationRow(
    long Epoch,
    string Hash,
    DateTimeOffset From,
    bool IsMigrated,
    ImmutableArray<string> Previous,
    ImmutableArray<ConfigurationEnd> Ends)
{
    public const string Partition = "config";
    public const string Key = "current";

    /// <summary>Those before that can be carried over at a time.</summary>
    public const int MostPrevious = 8;

    private const int MostEnds = 100;

    /// <summary>What a merge writes when no group of one before is left.</summary>
    public static Properties Migrated => new() { { "migrated", true } };

    /// <summary>Of a store that had none.</summary>
    public static ConfigurationRow First(string hash, DateTimeOffset from) => new(1, hash, from, true, [], []);

    /// <summary>
    /// What comes into force after it, never before it. What ended before <paramref name="longAgo"/> makes room where
    /// too many were: a notice that cannot be delivered may hold a group of it for days.
    /// </summary>
    public ConfigurationRow FollowedBy(string hash, DateTimeOffset from, DateTimeOffset longAgo)
    {
        var at = from > From ? from : From;
        ImmutableArray<ConfigurationEnd> ends =
            [.. Ends.Where(it => it.At > longAgo).TakeLast(MostEnds), new(Hash, at)];
        string[] previous = [Hash, .. Left.Except([Hash], StringComparer.Ordinal)];
        if (previous.Except([hash], StringComparer.Ordinal).Count() > MostPrevious)
        {
            previous = [.. previous.Intersect(ends.Select(it => it.Hash), StringComparer.Ordinal)];
        }

        return new(Epoch + 1, hash, at, false, [.. previous], ends);
    }

    /// <summary>The same change, later: nobody may have gone by the row as it was.</summary>
    public ConfigurationRow Moved(DateTimeOffset from) =>
        this with { From = from, Ends = [.. Ends.SkipLast(1), Ends[^1] with { At = from }] };

    /// <summary>Those before that groups may have been decided under, but one.</summary>
    public IEnumerable<string> Before(string hash) => Left.Except([hash], StringComparer.Ordinal);

    /// <summary>Every one it names.</summary>
    public IEnumerable<string> Hashes => [Hash, .. Previous, .. Ends.Select(it => it.Hash)];

    /// <summary>Whether a configuration was in force and another one followed it since then.</summary>
    public bool WasFollowedSince(string hash, DateTimeOffset then) =>
        Ends.Any(it => it.At > then && string.Equals(it.Hash, hash, StringComparison.Ordinal));

    /// <summary>What is in force at an instant, its epoch, and since when; null: for long, or the first.</summary>
    public (string Hash, long Epoch, DateTimeOffset? Since) At(DateTimeOffset now)
    {
        var ahead = Ends.Count(it => it.At > now);
        DateTimeOffset? since = Ends.Length > ahead ? Ends[^(ahead + 1)].At : null;
        return ahead == 0 ? (Hash, Epoch, since) : (Ends[^ahead].Hash, Epoch - ahead, since);
    }

    private ImmutableArray<string> Left => IsMigrated ? [] : Previous;

    public static ConfigurationRow Read(Row row) => new(
        row.Properties.Long("epoch"),
        row.Properties.Text("hash") ?? "",
        new(row.Properties.Long("at"), TimeSpan.Zero),
        row.Properties.Bool("migrated"),
        [.. Lines(row, "previous")],
        [.. Lines(row, "followed").Select(ConfigurationEnd.Read)]);

    public Properties Write() => new()
    {
        { "epoch", Epoch },
        { "hash", Hash },
        { "at", From.UtcTicks },
        { "previous", string.Join('\n', Previous) },
        { "migrated", IsMigrated },
        { "followed", string.Join('\n', Ends) },
    };

    public static string TextKey(string hash) => "text~" + hash;

    /// <summary>The sealed texts of a configuration.</summary>
    public static RowWrite WriteText(string hash, byte[] text)
    {
        var row = new Properties();
        Blob.Add(row, text);
        return RowWrite.InsertOrReplace(TextKey(hash), row);
    }

    private static string[] Lines(Row row, string name) =>
        (row.Properties.Text(name) ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries);
}

/// <summary>A configuration and when the next one came into force; a line <c>{hash} {ticks}</c>.</summary>
internal sealed record ConfigurationEnd(string Hash, DateTimeOffset At)
{
    public static ConfigurationEnd Read(string line) =>
        line.Split(' ') is [var hash, var ticks]
            ? new(hash, new(long.Parse(ticks, CultureInfo.InvariantCulture), TimeSpan.Zero))
            : throw new FormatException($"{ConfigurationRow.Key}: \"{line}\"");

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Hash} {At.UtcTicks}");
}
