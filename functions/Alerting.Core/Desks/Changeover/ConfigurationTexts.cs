using System.Collections.Concurrent;
using Alerting.Core.Configuration;
using Alerting.Core.Groups.Rows;
using Alerting.Core.Matching;
using Alerting.Core.Ports;
using Alerting.Core.Templates;

namespace Alerting.Core.Desks.Changeover;

/// <summary>
/// Configurations by hash: those of this process, and those that others have left in the store, sealed. What was read
/// stays in memory.
/// </summary>
internal sealed class ConfigurationTexts(
    ITableStore store, ConfigurationSeal? seal, bool isAlone, Func<string, bool> fileExists, string localZone)
{
    private const string TooLarge =
        "files of configuration and templates are larger than a row of the store: 900 KiB when packed";

    private readonly ConcurrentDictionary<string, AlertingConfiguration> known = new(StringComparer.Ordinal);
    private volatile string readable = "";

    // The files that a configuration names are in the same place at every instance, and all are started alike.
    private volatile string folder = "";
    private volatile MatcherMode mode;

    /// <summary>Why others cannot be given what they need, one line; null where they can.</summary>
    public string? Refusal(OwnConfiguration own) => isAlone
        ? null
        : seal is null
            ? "without ALERTING_TOKEN other instances cannot read what is published; set it, or deploy anew"
            : Sealed(own).Length > Blob.MostBytes ? TooLarge : null;

    /// <summary>One that need not be read.</summary>
    public void Keep(OwnConfiguration own)
    {
        known[own.Hash] = own.Value;
        folder = own.Alertmanager?.Folder ?? "";
        mode = own.Alertmanager?.Mode ?? default;
    }

    /// <summary>Lets go of what is no longer in use.</summary>
    public void KeepOnly(IEnumerable<string> hashes)
    {
        foreach (var hash in known.Keys.Except(hashes, StringComparer.Ordinal))
        {
            known.TryRemove(hash, out _);
        }
    }

    /// <summary>Null: it cannot be read.</summary>
    public async Task<AlertingConfiguration?> Load(string hash, CancellationToken cancellation)
    {
        if (known.TryGetValue(hash, out var value))
        {
            return value;
        }

        return await Texts(hash, cancellation) is { } texts
            && ConfigurationReader
                .Read(At(texts.Alertmanager), texts.Alerting, fileExists, localZone, texts.Templates).Configuration
                is { } found
                ? known.GetOrAdd(hash, found)
                : null;
    }

    /// <summary>
    /// Leaves it in the store for others; alone, or without a secret, nothing is left. Throws <see
    /// cref="StoreUnavailableException"/> when the store is away, or cannot hold it.
    /// </summary>
    public async Task Share(OwnConfiguration own, CancellationToken cancellation)
    {
        if (seal is null || isAlone)
        {
            return;
        }

        var text = Sealed(own);
        if (text.Length > Blob.MostBytes)
        {
            throw new StoreUnavailableException("The configuration cannot be published: " + TooLarge);
        }

        await store.Commit(
            ConfigurationRow.Partition, [ConfigurationRow.WriteText(own.Hash, text)], cancellation);
        readable = own.Hash;
    }

    /// <summary>What is in force and is ours must be there for the others under the secret of now.</summary>
    public async Task KeepReadable(OwnConfiguration own, CancellationToken cancellation)
    {
        if (seal is null || isAlone || string.Equals(readable, own.Hash, StringComparison.Ordinal))
        {
            return;
        }

        if (await Texts(own.Hash, cancellation) is null)
        {
            await Share(own, cancellation);
        }

        readable = own.Hash;
    }

    private byte[] Sealed(OwnConfiguration own) =>
        seal!.Close(own.Hash, own.Alertmanager, own.Alerting, own.Templates);

    private ConfigurationText? At(ConfigurationText? text) =>
        text is null ? null : text with { Folder = folder, Mode = mode };

    private async Task<(
        ConfigurationText? Alertmanager, ConfigurationText? Alerting, IReadOnlyList<TemplateText> Templates)?> Texts(
        string hash, CancellationToken cancellation)
    {
        var row = await store.Get(ConfigurationRow.Partition, ConfigurationRow.TextKey(hash), cancellation);
        return row is null ? null : seal?.Open(hash, Blob.Read(row.Properties));
    }
}
