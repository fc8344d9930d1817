using System.Collections.Immutable;
using Alerting.Core.Configuration.Integrations;
using Alerting.Core.Configuration.Reading.Http;
using Alerting.Core.Configuration.Yaml;

namespace Alerting.Core.Configuration.Reading.Beyond;

/// <summary>What <c>alerting.yml</c> says of receivers besides their integrations, by their names.</summary>
/// <param name="files">Where secrets in files are.</param>
internal sealed class ReceiverAdditions(SecretFiles files)
{
    private readonly Dictionary<string, YamlValue> fallbacks = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (YamlValue Place, ImmutableArray<Secret> Secrets)> signing =
        new(StringComparer.Ordinal);

    private readonly Dictionary<string, YamlValue> empty = new(StringComparer.Ordinal);

    /// <summary>The names of the receivers that these fall back to.</summary>
    public IReadOnlyDictionary<string, YamlValue> Fallbacks => fallbacks;

    /// <summary>Takes the keys of a receiver.</summary>
    public void Take(YamlMap keys, Receiver receiver)
    {
        var (fallback, secrets) = (keys.TakeName("fallback"), keys.TakeSet("webhook_signing"));
        if (fallback is not null)
        {
            fallbacks[receiver.Name] = fallback;
        }

        if (secrets is not null)
        {
            signing[receiver.Name] = (secrets, SigningReader.Read(secrets, files));
        }

        if (receiver.Integrations.IsEmpty && fallback is null && secrets is null)
        {
            empty[receiver.Name] = keys.Place;
        }
    }

    /// <summary>
    /// The receivers of both files, those of <c>alertmanager.yml</c> first: one of the same name gains the integrations
    /// of the other, and its webhooks are signed.
    /// </summary>
    public ImmutableArray<Receiver> Merge(ImmutableArray<Receiver> theirs, ImmutableArray<Receiver> ours)
    {
        var additions = ours.ToDictionary(receiver => receiver.Name, StringComparer.Ordinal);
        var merged = ImmutableArray.CreateBuilder<Receiver>();
        foreach (var receiver in theirs)
        {
            merged.Add(additions.Remove(receiver.Name, out var more)
                ? receiver with { Integrations = [.. receiver.Integrations, .. more.Integrations] }
                : receiver);
        }

        foreach (var own in ours.Where(receiver => additions.ContainsKey(receiver.Name)))
        {
            merged.Add(own);
            empty.GetValueOrDefault(own.Name)?.Warn("no integrations: nothing is sent by it");
        }

        return [.. merged.Select(Signed)];
    }

    private Receiver Signed(Receiver receiver)
    {
        if (!signing.TryGetValue(receiver.Name, out var by))
        {
            return receiver;
        }

        if (!receiver.Integrations.Any(one => one is Integration.Webhook))
        {
            by.Place.Error("the receiver has no webhook_configs to sign");
        }

        return receiver with
        {
            Integrations = [.. receiver.Integrations.Select(one =>
                one is Integration.Webhook webhook ? webhook with { SigningSecrets = by.Secrets } : one)],
        };
    }
}
