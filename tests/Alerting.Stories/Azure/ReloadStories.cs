using System.Diagnostics;
using Xunit;

namespace Alerting.Stories.Azure;

/// <summary>The door of one instance is asked to reload; all of them follow.</summary>
public sealed class ReloadStories
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_instance_tells_whom_the_changed_file_names_soon_after_one_was_asked_to_reload()
    {
        await using var azure = await AzureGround.Lay();
        var settings = azure.Settings(azure.Configuration(kinds: "webhook"));
        var (here, there) = (await azure.Host(settings), await azure.Host(settings));
        await AzureGround.Accepted(there, "Before");
        await AzureGround.Told(azure.Webhook, "Before");
        azure.Configuration(kinds: "slack");

        var watch = Stopwatch.StartNew();
        using var answer = await here.Client.PostAsync("/api/-/reload", null, Stop);

        Assert.Equal("reloaded\n", await answer.Content.ReadAsStringAsync(Stop));
        Assert.InRange(watch.Elapsed, TimeSpan.FromSeconds(4), TimeSpan.FromSeconds(20));
        await AzureGround.Accepted(there, "After");
        await AzureGround.Told(azure.Slack, "After");
        Assert.Equal(0, AzureGround.Count(azure.Webhook, "After"));
        Assert.Equal(2, (await azure.Current()).Long("epoch"));
    }
}
