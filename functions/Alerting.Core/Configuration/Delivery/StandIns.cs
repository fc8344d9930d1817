using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Alerting.Core.Configuration.Integrations;

namespace Alerting.Core.Configuration.Delivery;

/// <summary>
/// Who is told what a receiver's own integrations do not take: the integrations of its fallback and the inbox, which
/// says so always. Their ids name the fallback, so that another one begins anew.
/// </summary>
internal sealed class StandIns(ImmutableArray<Receiver> receivers, DeliverySettings settings)
{
    private readonly FrozenDictionary<string, ImmutableArray<Integration>> byReceiver = receivers.ToFrozenDictionary(
        receiver => receiver.Name, receiver => Of(receiver, FallbackOf(receiver.Name, receivers, settings)),
        StringComparer.Ordinal);

    public ImmutableArray<Integration> Of(string receiver) => byReceiver.GetValueOrDefault(receiver, []);

    private static Receiver? FallbackOf(
        string receiver, ImmutableArray<Receiver> receivers, DeliverySettings settings)
    {
        var name = settings.FallbackOf(receiver);
        return name.Length == 0 || name == receiver
            ? null
            : receivers.FirstOrDefault(it => string.Equals(it.Name, name, StringComparison.Ordinal));
    }

    private static ImmutableArray<Integration> Of(Receiver receiver, Receiver? fallback)
    {
        if (receiver.Integrations.All(it => it is Integration.Inbox))
        {
            return [];
        }

        var others = fallback?.Integrations ?? [];
        return
        [
            .. others.Select(it => it with { StandIn = ".fallback-" + Mark(fallback!.Name) }),
            .. Inboxes(receiver, others),
        ];
    }

    private static IEnumerable<Integration> Inboxes(Receiver receiver, ImmutableArray<Integration> others) =>
        receiver.Integrations.Concat(others).OfType<Integration.Inbox>().Any()
            ? []
            : [new Integration.Inbox { Index = 0, SendResolved = true, StandIn = ".fallback" }];

    private static string Mark(string name) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)).AsSpan(0, 4));
}
