using System.Text;
using Alerting.Core.Ports;
using Alerting.Stories.Azure;
using Alerting.Testing;
using Alerting.Testing.Functions;
using Alerting.Testing.Secrets;
using Xunit;

namespace Alerting.Stories.Redaction;

/// <summary>A credential of each kind comes into the built executable under the Functions host, through alerts and logs.</summary>
public sealed class PlantedSecretsInAzureStory
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);
    private static readonly int Seed = Seeds.Or(22);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task No_planted_credential_is_in_a_message_of_a_queue_or_on_the_console()
    {
        const int Each = 7;
        PlantedSecret[] all = [.. PlantedSecrets.Make((2 * PlantedSecrets.KindCount) + 3, Seed)];
        var (inExcerpts, inOthers) = (all[..PlantedSecrets.KindCount], all[PlantedSecrets.KindCount..]);
        var (inAnnotations, inLabels) = (inOthers[..^3], inOthers[^3..]);
        var told = ((inAnnotations.Length + Each - 1) / Each) + inLabels.Length;
        await using var channels = await EveryChannel.Start();
        await using var azure = await AzureGround.Lay();
        var host = await azure.Host(azure.Settings(channels.Folder));

        await Post(host, PlantedAlerts.Of([], [], inLabels));
        await Post(host, PlantedAlerts.Full(inAnnotations, inExcerpts, Each, channels));

        Assert.True(
            await RealClock.Instance.Until(() => channels.Told >= told, Patience, Stop),
            $"{channels.Told} of {told} were told");
        var payloads = channels.Payloads;
        string[] messages = [.. QueueNames.Deployed.SelectMany(azure.Bus.Accepted).Select(message => Encoding.UTF8.GetString(message.Body.Span))];
        string[] printed = [.. host.Output, .. host.Errors];
        Assert.True(messages.Length > told, $"{messages.Length} messages");
        Assert.NotEmpty(printed);
        Assert.All(all, planted =>
        {
            Assert.DoesNotContain(payloads, payload => Holds(payload, planted));
            Assert.DoesNotContain(messages, message => Holds(message, planted));
            Assert.DoesNotContain(printed, line => Holds(line, planted));
        });
    }

    private static bool Holds(string text, PlantedSecret planted) => text.Contains(planted.Needle, StringComparison.Ordinal);

    private static async Task Post(FunctionsHost host, string alerts)
    {
        using var content = new StringContent(alerts, Encoding.UTF8, "application/json");
        using var answer = await host.Client.PostAsync("/api/v2/alerts", content, Stop);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(Stop));
    }
}
