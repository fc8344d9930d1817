using Alerting.Core.Configuration;
using Alerting.Core.Desks.Changeover;
using Alerting.Core.Ports;
using Alerting.Testing;
using Alerting.Testing.Tables;
using Xunit;

namespace Alerting.Core.Tests.Desks;

/// <summary>Processes over one store: each with a configuration that is known by the name of its receiver.</summary>
internal sealed class Instances
{
    public const string Secret = "an access token";

    public Instances() => Store = new(Clock);

    public FixedClock Clock { get; } = new();

    public MemoryTableStore Store { get; }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>A process that was started with it, and has compared once.</summary>
    public async Task<PublishedConfiguration> Start(
        string receiver, ITableStore? on = null, string? secret = Secret, bool isAlone = false)
    {
        var seal = secret is null ? null : new ConfigurationSeal(secret);
        var published = new PublishedConfiguration(on ?? Store, Own(receiver), seal, isAlone, Clock, _ => true);
        await published.Compare(Stop);
        return published;
    }

    /// <summary>The files that name a receiver.</summary>
    public static OwnConfiguration Own(string receiver)
    {
        var text = new ConfigurationText(
            "alertmanager.yml", $"route: {{ receiver: {receiver} }}\nreceivers: [ {{ name: {receiver} }} ]\n");
        var value = ConfigurationReader.Read(text, null, _ => true).Configuration!;
        return new(value, ConfigurationText.Hash(text, null), text, null);
    }

    /// <summary>What one decides by now.</summary>
    public static async Task<(long Epoch, string Receiver)> Decides(PublishedConfiguration instance)
    {
        var now = await instance.Now(Stop);
        return (now.Epoch, now.Value.Route.Receiver);
    }

    /// <summary>The same; null when it decides nothing.</summary>
    public static async Task<(long Epoch, string Receiver)?> MayDecide(PublishedConfiguration instance)
    {
        try
        {
            return await Decides(instance);
        }
        catch (StoreUnavailableException)
        {
            return null;
        }
    }

    /// <summary>
    /// What each decides by, every tenth of a second: never two different ones at an instant, and never back to an
    /// earlier epoch. What is decided by at the end.
    /// </summary>
    public async Task<(long Epoch, string Receiver)> Agree(TimeSpan during, params PublishedConfiguration[] all)
    {
        var last = (Epoch: 0L, Receiver: "");
        for (var end = Clock.GetUtcNow() + during; ; Clock.Advance(TimeSpan.FromSeconds(0.1)))
        {
            foreach (var instance in all)
            {
                if (await MayDecide(instance) is not { } now)
                {
                    continue;
                }

                Assert.True(now.Epoch > last.Epoch || now == last, $"{now} after {last}");
                last = now;
            }

            if (Clock.GetUtcNow() >= end)
            {
                return last;
            }
        }
    }
}
