using System.Text.Json;
using Alerting.Testing;
using Alerting.Testing.Clients;
using Alerting.Testing.Vendors;
using Xunit;

namespace Alerting.Stories.Clients.Python;

/// <summary>Log records of Python programs reach the alerter in the agreed shape, and hold nobody up.</summary>
public sealed class PythonLogStories
{
    private const string Configure = "alerting.configure_logging(stream=open(os.devnull, 'w'))\n";

    [Fact]
    public async Task A_record_has_the_shape_of_the_users_document()
    {
        await using var doors = await JobDoors.Start();
        await using var job = PythonJob.Start(doors.Url, """
            alerting.configure_logging("omtx-hub-api", "1.0.0", "production", stream=sys.stdout)
            logger = logging.getLogger("services.gpu_worker_service")
            with alerting.RequestLoggingContext("req-12345", "user-67890"), alerting.JobLoggingContext("job-abcdef"):
                logger.info("Job completed successfully", extra={"duration_ms": 1250, "operation": "job_execution"})
            """);

        Assert.Equal(0, await job.End());

        var sent = Assert.Single(doors.Logs);
        Assert.Equal(sent.GetRawText() + "\n", job.OutputText);
        var stamp = sent.GetProperty("timestamp").GetRawText();
        Assert.Equal(
            """
            {"timestamp":STAMP,"level":"INFO","logger":"services.gpu_worker_service",
            "message":"Job completed successfully",
            "service":{"name":"omtx-hub-api","version":"1.0.0","environment":"production"},
            "request_id":"req-12345","user_id":"user-67890","job_id":"job-abcdef",
            "performance":{"duration_ms":1250,"operation":"job_execution"}}
            """.Replace("\n", "", StringComparison.Ordinal),
            sent.GetRawText().Replace(stamp, "STAMP", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Records_of_contexts_and_of_a_run_name_them()
    {
        await using var doors = await JobDoors.Start();
        await using var job = PythonJob.Start(doors.Url, Configure + """
            import threading
            with alerting.JobLoggingContext("job-abc", "user-123", "boltz2"):
                logging.info("starting")
            with alerting.job("train", run="r", attempt=2):
                logging.info("in the run")
                thread = threading.Thread(target=logging.info, args=("in a thread",))
                thread.start()
                thread.join()
            logging.info("after")
            """);

        Assert.Equal(0, await job.End());

        Assert.Equal(["starting", "in the run", "in a thread", "after"], doors.Logs.Select(Message));
        Assert.Equal(["job-abc", "user-123", "boltz2"], Texts(doors.Logs[0], "job_id", "user_id", "job_type"));
        Assert.All([doors.Logs[1], doors.Logs[2]], line => Assert.Equal(["train", "r"], Texts(line, "job", "run")));
        Assert.Equal(["-", "-"], Texts(doors.Logs[3], "job", "job_id"));
        Assert.Empty(doors.Faults);
    }

    [Fact]
    public async Task Records_are_sent_in_batches_and_in_their_order()
    {
        await using var doors = await JobDoors.Start();
        await using var job = PythonJob.Start(doors.Url, Configure + """
            for number in range(2000):
                logging.info("n%d", number)
            """);

        Assert.Equal(0, await job.End());

        Assert.Equal(Enumerable.Range(0, 2000).Select(number => $"n{number}"), doors.Logs.Select(Message));
        Assert.InRange(doors.Edge.Requests.Count, 4, 40);
        Assert.Equal("", job.Errors);
    }

    [Fact]
    public async Task A_record_does_not_wait_for_the_next_one()
    {
        await using var doors = await JobDoors.Start();
        await using var job = PythonJob.Start(doors.Url, Configure + """
            import time
            logging.error("alone")
            time.sleep(120)
            """);

        await doors.Wait(seen => seen.Logs.Count == 1, TestContext.Current.CancellationToken);

        Assert.Equal("alone", Message(doors.Logs[0]));
    }

    [Fact]
    public async Task Whatever_is_logged_arrives_as_something_that_can_be_read()
    {
        await using var doors = await JobDoors.Start();
        await using var job = PythonJob.Start(doors.Url, Configure + """
            class Rude:
                def __str__(self): raise RuntimeError("no")
            logging.info("half a pair \ud800, \x00\u2028 and %s", Rude())
            logging.warning("%d", "no number", extra={
                "nan": float("nan"), "many": [10 ** 5000, b"\xff", {1: {2: Rude()}}]})
            try:
                raise ValueError("token=abc123")
            except ValueError:
                logging.exception("failed", extra={"password": "hunter2", "level": "own"})
            """);

        Assert.Equal(0, await job.End());

        Assert.Equal(3, doors.Logs.Count);
        Assert.Empty(doors.Faults);
        Assert.EndsWith(
            "ValueError: token=***", doors.Logs[2].GetProperty("exception").GetString(), StringComparison.Ordinal);
        Assert.Equal("***", doors.Logs[2].GetProperty("password").GetString());
        Assert.Equal("", job.Errors);
    }

    [Fact]
    public async Task A_batch_that_does_not_get_through_is_sent_again_whole()
    {
        await using var doors = await JobDoors.Start();
        doors.Edge.Respond(
            VendorAnswer.Status(503),
            VendorAnswer.Reset,
            VendorAnswer.Status(429, retryAfter: "1"),
            VendorAnswer.HalfClose);
        await using var job = PythonJob.Start(doors.Url, Configure + """
            for number in range(10):
                logging.info("n%d", number)
            sender = logging.getLogger().handlers[-1]
            while sender.stats.queued:
                import time
                time.sleep(0.02)
            print(sender.stats)
            """);

        Assert.Equal(0, await job.End());

        Assert.Equal("Stats(sent=10, dropped=0, queued=0)\n", job.OutputText);
        Assert.Equal(Enumerable.Range(0, 10).Select(number => $"n{number}"), doors.Logs.Select(Message));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task With_the_alerter_away_the_end_is_not_held_for_long_and_what_is_lost_is_counted(bool hangs)
    {
        await using var silent = RawServer.Start(
            (_, stop) => Task.Delay(Timeout.InfiniteTimeSpan, RealClock.Instance, stop));
        var url = hangs ? "http://" + silent.Address : $"http://127.0.0.1:{Testing.Processes.LocalPorts.Free()}";
        await using var job = PythonJob.Hasty(url, """
            handler = alerting.Handler(capacity=100, flush_timeout=1)
            logging.getLogger().addHandler(handler)
            for number in range(250):
                logging.error("n%d", number)
            """);
        var began = RealClock.Instance.GetTimestamp();

        Assert.Equal(0, await job.End());

        Assert.True(RealClock.Instance.GetElapsedTime(began) < TimeSpan.FromSeconds(30));
        Assert.Matches(@"^alerting: 250 log records were dropped: [^\n]+\n\z", job.Errors);
    }

    [Fact]
    public async Task When_the_alerter_is_back_it_is_told_what_was_dropped()
    {
        await using var doors = await JobDoors.Start();
        doors.Edge.Respond(VendorAnswer.Status(503));
        await using var job = PythonJob.Start(doors.Url, """
            handler = alerting.Handler(capacity=5, batch=5)
            logging.getLogger().addHandler(handler)
            for number in range(20):
                logging.error("n%d", number)
            """);

        Assert.Equal(0, await job.End());

        var told = doors.Logs.Where(line => line.TryGetProperty("dropped", out _)).ToArray();
        var kept = doors.Logs.Except(told).Select(Message).ToArray();
        Assert.Equal("n19", kept[^1]);
        Assert.Equal(20 - kept.Length, told.Sum(line => line.GetProperty("dropped").GetInt32()));
        Assert.Equal($"alerting: {20 - kept.Length} log records were dropped: HTTP 503\n", job.Errors);
    }

    [Fact]
    public async Task Each_process_of_a_fork_sends_its_own_records_once()
    {
        await using var doors = await JobDoors.Start();
        await using var job = PythonJob.Start(doors.Url, Configure + """
            import multiprocessing
            def work(number):
                logging.info("child %d", number)
            logging.info("before")
            with multiprocessing.get_context("fork").Pool(2) as pool:
                pool.map(work, range(4))
                pool.close()
                pool.join()
            pid = os.fork()
            if pid == 0:
                logging.info("forked")
                sys.exit(0)
            os.waitpid(pid, 0)
            logging.info("after")
            """);

        Assert.Equal(0, await job.End());

        Assert.Equal(
            ["after", "before", "child 0", "child 1", "child 2", "child 3", "forked"],
            doors.Logs.Select(Message).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Forks_in_the_middle_of_sending_lock_nobody_up()
    {
        await using var doors = await JobDoors.Start();
        await using var job = PythonJob.Start(doors.Url, """
            import threading
            logging.getLogger().addHandler(alerting.Handler(level="INFO", interval=0.01))
            logging.getLogger().setLevel("INFO")
            def chat():
                for number in range(300):
                    logging.info("chat")
            threads = [threading.Thread(target=chat) for _ in range(3)]
            [thread.start() for thread in threads]
            for number in range(30):
                pid = os.fork()
                if pid == 0:
                    logging.info("child")
                    logging.shutdown()
                    os._exit(0)
                os.waitpid(pid, 0)
            [thread.join() for thread in threads]
            """);

        Assert.Equal(0, await job.End());

        Assert.Equal(30, doors.Logs.Count(line => Message(line) == "child"));
        Assert.Equal(900, doors.Logs.Count(line => Message(line) == "chat"));
    }

    [Fact]
    public async Task Logging_from_within_its_own_sending_ends()
    {
        await using var doors = await JobDoors.Start();
        await using var job = PythonJob.Start(doors.Url, Configure + """
            import urllib.request
            plain = urllib.request.OpenerDirector.open
            def chatty(*args, **more):
                logging.info("a library talks about a request")
                return plain(*args, **more)
            urllib.request.OpenerDirector.open = chatty
            logging.info("once")
            """);

        Assert.Equal(0, await job.End());

        Assert.Equal(["once"], doors.Logs.Select(Message));
    }

    private static string Message(JsonElement record) => record.GetProperty("message").GetString()!;

    // With "-" for what is left out.
    private static string[] Texts(JsonElement record, params string[] names) =>
        [.. names.Select(name => record.TryGetProperty(name, out var value) ? value.GetString()! : "-")];
}
