using System.Net.Sockets;
using Alerting.Testing;
using Alerting.Testing.Clients;
using Alerting.Testing.Vendors;
using Xunit;

namespace Alerting.Stories.Clients.Python;

/// <summary>An alerter that is away, slow or moody costs a job some seconds at the most, and one line.</summary>
public sealed class PythonTroubleStories
{
    private const string Job = """
        with alerting.job("train", run="r"):
            print("worked")
        """;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Without_an_alerter_jobs_and_logs_run_unreported_and_one_line_says_so()
    {
        await using var job = PythonJob.Start(null, """
            alerting.configure_logging(stream=open(os.devnull, "w"))
            for _ in range(3):
                with alerting.job("train"):
                    logging.error("x")
            print(alerting.ping("train"))
            """);

        Assert.Equal(0, await job.End());
        Assert.Equal(
            ("False\n", "alerting: ALERTING_URL is not set: nothing is reported\n"), (job.OutputText, job.Errors));
    }

    [Fact]
    public async Task Nobody_listens()
    {
        await using var job = PythonJob.Hasty($"http://127.0.0.1:{Testing.Processes.LocalPorts.Free()}", Job);

        Assert.Equal(0, await job.End());
        Assert.Equal("worked\n", job.OutputText);
        Assert.Matches(
            @"^alerting: the end of train/r was not reported: Connection refused \(tries: \d+\); "
            + @"1 reports of train/r were dropped\n\z",
            job.Errors);
    }

    [Fact]
    public async Task A_name_that_does_not_resolve()
    {
        await using var job = PythonJob.Hasty("http://nowhere.invalid", Job);

        Assert.Equal(0, await job.End());
        Assert.Equal("worked\n", job.OutputText);
        Assert.StartsWith("alerting: the end of train/r was not reported: ", job.Errors, StringComparison.Ordinal);
        Assert.Single(job.Errors.TrimEnd('\n').Split('\n'));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_connection_that_never_answers_is_left_in_time(bool drips)
    {
        await using var silent = RawServer.Start(async (stream, stop) =>
        {
            while (drips)
            {
                await stream.WriteAsync("H"u8.ToArray(), stop);
                await RealClock.Instance.Pause(TimeSpan.FromMilliseconds(100), stop);
            }

            await Task.Delay(Timeout.InfiniteTimeSpan, RealClock.Instance, stop);
        });
        var began = RealClock.Instance.GetTimestamp();
        await using var job = PythonJob.Hasty("http://" + silent.Address, Job);

        Assert.Equal(0, await job.End());

        Assert.True(RealClock.Instance.GetElapsedTime(began) < TimeSpan.FromSeconds(30));
        Assert.Equal("worked\n", job.OutputText);
        Assert.Contains("the end of train/r was not reported: no answer in time", job.Errors, StringComparison.Ordinal);
        Assert.True(silent.Connections >= 1);
    }

    [Fact]
    public async Task A_port_whose_line_of_callers_is_full_is_left_in_time()
    {
        using var deaf = new TcpListener(System.Net.IPAddress.Loopback, 0);
        deaf.Start(1);
        var port = ((System.Net.IPEndPoint)deaf.LocalEndpoint).Port;
        var callers = Enumerable.Range(0, 8).Select(_ => new TcpClient()).ToArray();
        var calls = callers.Select(caller => caller.ConnectAsync("127.0.0.1", port, Stop).AsTask()).ToArray();
        await using var job = PythonJob.Hasty($"http://127.0.0.1:{port}", Job);

        Assert.Equal(0, await job.End());

        Assert.Contains("was not reported: no answer in time", job.Errors, StringComparison.Ordinal);
        foreach (var caller in callers)
        {
            caller.Dispose();
        }

        await Task.WhenAll(calls).ContinueWith(_ => { }, Stop, TaskContinuationOptions.None, TaskScheduler.Default);
    }

    [Fact]
    public async Task A_start_that_hangs_holds_nobody_and_the_end_goes_first()
    {
        var released = new TaskCompletionSource();
        await using var doors = await JobDoors.Start();
        doors.Edge.Respond(VendorAnswer.Hang(released.Task));
        await using var job = PythonJob.Start(doors.Url, Job, ("ALERTING_TIMEOUT", "1"));

        Assert.Equal(0, await job.End());

        Assert.Equal(["success", "start"], doors.Verbs);
        Assert.Equal([1, 0], doors.Events.Select(taken => taken.Number("sequence")!.Value));
        Assert.Equal("", job.Errors);
        released.SetResult();
    }

    [Theory]
    [InlineData(500)]
    [InlineData(503)]
    [InlineData(429)]
    public async Task What_is_refused_for_now_is_sent_again_as_the_same_event(int status)
    {
        await using var doors = await JobDoors.Start();
        doors.Edge.Respond(
            VendorAnswer.Status(200, """{"accepted":1,"rejected":[]}"""),
            VendorAnswer.Status(status),
            VendorAnswer.Reset,
            VendorAnswer.HalfClose);
        await using var job = PythonJob.Start(doors.Url, Job, ("ALERTING_TIMEOUT", "2"));

        Assert.Equal(0, await job.End());

        Assert.Equal(("", "worked\n"), (job.Errors, job.OutputText));
        Assert.Equal(["success"], doors.Verbs);
        var tries = doors.Edge.Requests.Where(request => request.Path.EndsWith("/success", StringComparison.Ordinal));
        Assert.Equal(4, tries.Count());
        Assert.Single(tries.Select(request => request.Text).Distinct());
    }

    [Fact]
    public async Task Retry_After_is_waited_for_where_it_fits()
    {
        await using var doors = await JobDoors.Start();
        doors.Edge.Respond(
            VendorAnswer.Status(200, """{"accepted":1,"rejected":[]}"""),
            VendorAnswer.Status(429, retryAfter: "2"));
        var began = RealClock.Instance.GetTimestamp();
        await using var job = PythonJob.Start(doors.Url, Job);

        Assert.Equal(0, await job.End());

        Assert.True(RealClock.Instance.GetElapsedTime(began) >= TimeSpan.FromSeconds(2));
        Assert.Equal(["success"], doors.Verbs);
        Assert.Equal("", job.Errors);
    }

    [Fact]
    public async Task A_longer_wait_than_the_bound_is_given_up_at_once()
    {
        await using var doors = await JobDoors.Start();
        doors.Edge.Respond(
            VendorAnswer.Status(200, """{"accepted":1,"rejected":[]}"""),
            VendorAnswer.Status(503, retryAfter: "120"));
        await using var job = PythonJob.Start(doors.Url, Job, ("ALERTING_GIVE_UP_AFTER", "100"));

        Assert.Equal(0, await job.End());

        Assert.Equal(2, doors.Edge.Requests.Count);
        Assert.Equal("alerting: the end of train/r was not reported: HTTP 503\n", job.Errors);
    }

    [Theory]
    [InlineData(401, "HTTP 401")]
    [InlineData(404, "HTTP 404")]
    [InlineData(413, "HTTP 413")]
    public async Task What_no_repeat_can_help_is_not_repeated(int status, string why)
    {
        await using var doors = await JobDoors.Start();
        doors.Edge.Respond(VendorAnswer.Status(status), VendorAnswer.Status(status));
        await using var job = PythonJob.Start(doors.Url, Job);

        Assert.Equal(0, await job.End());

        Assert.Equal(2, doors.Edge.Requests.Count);
        Assert.Contains($"the end of train/r was not reported: {why}", job.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_redirect_is_not_followed_and_says_where_it_leads()
    {
        await using var other = await JobDoors.Start();
        await using var doors = await JobDoors.Start();
        doors.Edge.Respond([.. Enumerable.Repeat(VendorAnswer.Redirect(other.Url + "/secret-path", 307), 4)]);
        await using var job = PythonJob.Start(doors.Url, Job);

        Assert.Equal(0, await job.End());

        Assert.Empty(other.Edge.Requests);
        Assert.Contains("a redirect to http://127.0.0.1, which is not followed", job.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_that_answers_200_to_all_is_no_alerter()
    {
        await using var doors = await JobDoors.Start();
        doors.Edge.Respond([.. Enumerable.Repeat(VendorAnswer.Status(200, "<html>Sign in</html>"), 2)]);
        await using var job = PythonJob.Start(doors.Url, Job);

        Assert.Equal(0, await job.End());

        Assert.Contains("not an alerter's answer: is ALERTING_URL right?", job.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task More_events_than_the_queue_holds_are_dropped_and_counted()
    {
        var released = new TaskCompletionSource();
        await using var doors = await JobDoors.Start();
        doors.Edge.Respond(VendorAnswer.Hang(released.Task));
        await using var job = PythonJob.Start(doors.Url, """
            with alerting.job("train", run="r") as run:
                for number in range(1500):
                    run.event("data_generated", f"file {number}")
                print("queued", alerting.stats().queued, flush=True)
                sys.stdin.read()
            print(run.dropped, alerting.stats().dropped)
            """, ("ALERTING_TIMEOUT", "60"), ("ALERTING_GIVE_UP_AFTER", "60"));
        await job.Says("queued 1000\n");
        released.SetResult();

        Assert.Equal(0, await job.End());

        var dropped = 1500 - doors.Verbs.Count(verb => verb == "progress");
        Assert.InRange(dropped, 500, 510);
        Assert.EndsWith($"\n{dropped} {dropped}\n", job.OutputText, StringComparison.Ordinal);
        Assert.Equal(
            $"alerting: {dropped} reports of train/r were dropped: the queue was full\n", job.Errors);
        // The end of the run does not wait behind the rest of a long queue.
        Assert.Contains("file 1499", doors.Events.Where(said => said.Has("message")).Select(said => said.Text("message")));
    }

    [Fact]
    public async Task A_job_whose_stderr_is_closed_is_told_all_the_same()
    {
        await using var doors = await JobDoors.Start();
        await using var job = PythonJob.Hasty(doors.Url, """
            os.close(2)
            sys.stderr = None
            with alerting.job("train") as run:
                run.metrics(loss=float("nan"))
            """);

        Assert.Equal(0, await job.End());
        Assert.Equal(["start", "success"], doors.Verbs);
    }
}
