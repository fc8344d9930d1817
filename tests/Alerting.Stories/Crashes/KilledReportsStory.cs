using System.Net;
using System.Text.Json;
using Alerting.Stories.Faults;
using Alerting.Testing;
using Alerting.Testing.Vendors;
using Xunit;

namespace Alerting.Stories.Crashes;

/// <summary>
/// The real executable is killed (SIGKILL) while jobs report that they fail: whatever was answered 200 is told, under one
/// notice id. Tried: death at any moment, so also between the commit of a job and that of its alert.
/// </summary>
public sealed class KilledReportsStory
{
    private const int Kills = 12;
    private const int JobsEach = 8;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_failure_that_was_answered_is_told_and_none_twice()
    {
        var random = new Random(Seeds.Or(20_261));
        await using var world = await OneWebhook.Make();
        var accepted = new List<string>();
        for (var round = 0; round < Kills; round++)
        {
            await using var doomed = world.Serve();
            var address = await doomed.Address();
            var first = new TaskCompletionSource();
            var posting = Post(world.Client, address, round, accepted, first);
            await (round % 2 == 0 ? first.Task : Task.CompletedTask);
            await RealClock.Instance.Pause(TimeSpan.FromMilliseconds(random.Next(400)), Stop);
            doomed.Kill();
            await doomed.Exit();
            await posting;
        }

        await using var last = world.Serve();
        await last.Address();

        Assert.NotEmpty(accepted);
        Assert.True(
            await RealClock.Instance.Until(() => accepted.TrueForAll(job => Told(world, job).Any()), Patience, Stop),
            $"accepted {accepted.Count}, told {accepted.Count(job => Told(world, job).Any())}");
        Assert.All(accepted, job => Assert.Single(Told(world, job).Distinct()));
    }

    // Until the process is gone: what was not answered may have been taken or not.
    private static async Task Post(
        HttpClient client, Uri address, int round, List<string> accepted, TaskCompletionSource first)
    {
        try
        {
            for (var number = 0; number < JobsEach; number++)
            {
                var job = $"job-{round}-{number}";
                using var answer = await client.PostAsync(new Uri(address, $"/api/jobs/{job}/runs/1/fail"), null, Stop);
                if (answer.StatusCode == HttpStatusCode.OK)
                {
                    accepted.Add(job);
                }

                first.TrySetResult();
            }
        }
        catch (HttpRequestException)
        {
            // It is dead.
        }
        finally
        {
            first.TrySetResult();
        }
    }

    private static IEnumerable<string> Told(OneWebhook world, string job) =>
        from request in world.Sink.Requests
        where IsAbout(request, job)
        select request.Header("Alerting-Notice-Id");

    private static bool IsAbout(VendorRequest request, string job)
    {
        using var payload = JsonDocument.Parse(request.Body);
        return payload.RootElement.GetProperty("alerts").EnumerateArray()
            .Any(alert => alert.GetProperty("labels").GetProperty("job").GetString() == job);
    }
}
