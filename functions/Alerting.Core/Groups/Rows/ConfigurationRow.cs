using Alerting.Core.Ports;

namespace Alerting.Core.Groups.Rows;

/// <summary>Row <c>current</c> of partition <c>config</c>: which configuration is in force, and from when on.</summary>
/// <param name="Epoch">Grows by one with each change.</param>
/// <param name="Hash">Which texts.</param>
/// <param name="From">In force from then on; until then the one before is.</param>
/// <param name="PreviousHash">The one before; null for the first.</param>
/// <param name="IsMigrated">Whether no group of the one before is left.</param>
internal sealed record ConfigurationRow(
    long Epoch, string Hash, DateTimeOffset From, string? PreviousHash, bool IsMigrated)
{
    public const string Partition = "config";
    public const string Key = "current";

    /// <summary>What a merge writes when no group of the one before is left.</summary>
    public static Properties Migrated => new() { { "migrated", true } };

    public static ConfigurationRow Read(Row row) => new(
        row.Properties.Long("epoch"),
        row.Properties.Text("hash") ?? "",
        new(row.Properties.Long("at"), TimeSpan.Zero),
        row.Properties.Text("previous"),
        row.Properties.Bool("migrated"));

    public Properties Write() => new()
    {
        { "epoch", Epoch },
        { "hash", Hash },
        { "at", From.UtcTicks },
        { "previous", PreviousHash },
        { "migrated", IsMigrated },
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
