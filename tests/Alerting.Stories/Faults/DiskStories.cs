using System.Net;
using Alerting.Testing;
using Alerting.Testing.Processes;
using Xunit;

namespace Alerting.Stories.Faults;

public sealed class DiskStories
{
    private const int MostPosts = 400;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task On_a_full_disk_senders_are_asked_to_come_again_and_nothing_acknowledged_is_lost()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "needs ulimit of a POSIX shell");
        await using var world = await OneWebhook.Make();
        var accepted = new List<int>();
        await using (var alerting = AlertingProcess.ServeWithin(600, world.Data, "--config", world.Configuration))
        {
            var address = await alerting.Address();
            var refused = 0;
            for (var i = 0; i < MostPosts && refused < 5; i++)
            {
                using var answer = await AlertmanagerPost.Send(world.Client, address, OneWebhook.Large(i), Stop);
                if (answer.StatusCode == HttpStatusCode.OK)
                {
                    accepted.Add(i);
                    continue;
                }

                Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
                Assert.NotNull(answer.Headers.RetryAfter);
                refused++;
            }

            Assert.Equal(5, refused);
            Assert.Equal("OK", await world.Client.GetStringAsync(new Uri(address, "/-/healthy"), Stop));
            alerting.Kill();
            await alerting.Exit();
        }

        await using var again = world.Serve();
        var address2 = await again.Address();
        Assert.NotEmpty(accepted);
        Assert.True(
            await RealClock.Instance.Until(() => accepted.All(i => IsTold(world, i)), Patience, Stop),
            $"accepted {accepted.Count}, told {accepted.Count(i => IsTold(world, i))}");
        using var late = await AlertmanagerPost.Send(world.Client, address2, OneWebhook.Large(MostPosts), Stop);
        Assert.Equal(HttpStatusCode.OK, late.StatusCode);
    }

    [Fact]
    public async Task A_log_with_flipped_bytes_is_refused_by_name()
    {
        await using var world = await OneWebhook.Make();
        await Fill(world, isCrash: true);
        var log = Path.Combine(world.Data, "alerting.db-wal");
        Spoil(log);

        await AssertRefused(world, log);
    }

    [Fact]
    public async Task A_database_with_flipped_bytes_is_refused_by_name()
    {
        await using var world = await OneWebhook.Make();
        await Fill(world, isCrash: false);
        var database = Path.Combine(world.Data, "alerting.db");
        Spoil(database);

        await AssertRefused(world, database);
    }

    [Fact]
    public async Task A_database_that_is_cut_short_is_refused_by_name()
    {
        await using var world = await OneWebhook.Make();
        await Fill(world, isCrash: false);
        var database = Path.Combine(world.Data, "alerting.db");
        await using (var file = File.Open(database, FileMode.Open))
        {
            file.SetLength(file.Length / 2);
        }

        await AssertRefused(world, database);
    }

    private static bool IsTold(OneWebhook world, int number) => world.Sink.Requests.Any(
        request => request.Text.Contains($"\"Large{number}\"", StringComparison.Ordinal));

    private static async Task Fill(OneWebhook world, bool isCrash)
    {
        await using var alerting = world.Serve();
        var address = await alerting.Address();
        for (var i = 0; i < 20; i++)
        {
            using var answer = await AlertmanagerPost.Send(world.Client, address, OneWebhook.Large(i), Stop);
            answer.EnsureSuccessStatusCode();
        }

        if (isCrash)
        {
            alerting.Kill();
        }
        else
        {
            await alerting.Terminate();
        }

        await alerting.Exit();
    }

    // Every bit of 4 KiB in the middle: more than a page that happens to be free.
    private static void Spoil(string path)
    {
        using var file = File.Open(path, FileMode.Open);
        var bytes = new byte[4096];
        file.Position = file.Length / 2;
        file.ReadExactly(bytes);
        file.Position -= bytes.Length;
        file.Write([.. bytes.Select(value => (byte)~value)]);
    }

    private static async Task AssertRefused(OneWebhook world, string file)
    {
        await using var alerting = world.Serve();

        Assert.Equal(1, await alerting.Exit());
        var line = Assert.Single(alerting.Errors);
        Assert.StartsWith("alerting: " + file, line, StringComparison.Ordinal);
        Assert.Contains("restore the folder from a backup", line, StringComparison.Ordinal);
    }
}
