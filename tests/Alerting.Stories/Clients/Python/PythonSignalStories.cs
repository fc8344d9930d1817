using Alerting.Testing.Clients;
using Xunit;

namespace Alerting.Stories.Clients.Python;

/// <summary>SIGTERM, as an orchestrator sends it, is told, and does what it would have done without us.</summary>
public sealed class PythonSignalStories
{
    private const int Terminated = 128 + 15;

    [Fact]
    public async Task A_process_without_a_handler_tells_of_it_and_dies_by_it()
    {
        await using var doors = await JobDoors.Start();
        await using var job = PythonJob.Start(doors.Url, """
            import time
            alerting.configure_logging()
            with alerting.job("train") as run:
                run.rows = 5
                logging.info("working")
                print("ready", flush=True)
                time.sleep(60)
            """);
        await job.Says("ready");

        await job.Signal("TERM");

        Assert.Equal(Terminated, await job.End());
        Assert.Equal(["start", "fail"], doors.Verbs);
        Assert.Equal(("SIGTERM", 5), (doors.Single("fail").Text("signal"), doors.Single("fail").Number("rows")));
        Assert.Equal("working", Assert.Single(doors.Logs).GetProperty("message").GetString());
        Assert.Empty(doors.Faults);
    }

    [Fact]
    public async Task A_handler_of_the_job_is_called_and_what_it_decides_is_kept()
    {
        await using var doors = await JobDoors.Start();
        await using var job = PythonJob.Start(doors.Url, """
            import signal, time
            signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(7))
            with alerting.job("train"):
                print("ready", flush=True)
                time.sleep(60)
            """);
        await job.Says("ready");

        await job.Signal("TERM");

        Assert.Equal(7, await job.End());
        var end = doors.Single("fail");
        Assert.Equal(("SIGTERM", 7), (end.Text("signal"), end.Number("exit_code")));
    }

    [Theory]
    [InlineData("", "fail")]
    [InlineData("run.success()", "success")]
    public async Task A_job_that_stops_by_itself_after_it_failed_unless_it_says_otherwise(string says, string verb)
    {
        await using var doors = await JobDoors.Start();
        await using var job = PythonJob.Start(doors.Url, $"""
            import signal, threading
            stop = threading.Event()
            signal.signal(signal.SIGTERM, lambda number, frame: stop.set())
            with alerting.job("train") as run:
                print("ready", flush=True)
                while not stop.wait(0.05):
                    pass
                {says}
            print(signal.getsignal(signal.SIGTERM).__name__)
            """);
        await job.Says("ready");

        await job.Signal("TERM");

        Assert.Equal(0, await job.End());
        Assert.Equal("ready\n<lambda>\n", job.OutputText);
        Assert.Equal(verb, doors.Verbs[^1]);
        Assert.Equal("SIGTERM received", doors.Single("progress").Text("message"));
    }

    [Fact]
    public async Task A_process_that_ignores_it_goes_on_ignoring_it()
    {
        await using var doors = await JobDoors.Start();
        await using var job = PythonJob.Start(doors.Url, """
            import signal, time
            signal.signal(signal.SIGTERM, signal.SIG_IGN)
            with alerting.job("train"):
                print("ready", flush=True)
                sys.stdout.flush()
                os.kill(os.getpid(), signal.SIGTERM)
            """);

        Assert.Equal(0, await job.End());
        Assert.Equal(["start", "success"], doors.Verbs);
    }

    [Fact]
    public async Task After_the_job_the_signal_is_nothing_of_ours()
    {
        await using var doors = await JobDoors.Start();
        await using var job = PythonJob.Start(doors.Url, """
            import signal
            with alerting.job("outer"):
                with alerting.job("inner"):
                    pass
                assert signal.getsignal(signal.SIGTERM) != signal.SIG_DFL
            print(signal.getsignal(signal.SIGTERM) == signal.SIG_DFL)
            """);

        Assert.Equal(0, await job.End());
        Assert.Equal("True\n", job.OutputText);
    }

    [Fact]
    public async Task All_runs_of_the_process_are_told_and_a_forked_child_tells_nothing()
    {
        await using var doors = await JobDoors.Start();
        await using var job = PythonJob.Start(doors.Url, """
            import signal, time
            with alerting.job("outer"):
                with alerting.job("inner"):
                    child = os.fork()
                    if child == 0:
                        time.sleep(60)
                        os._exit(1)
                    os.kill(child, signal.SIGTERM)
                    print("child", os.waitpid(child, 0)[1], flush=True)
                    time.sleep(60)
            """);
        await job.Says("child 15\n");

        await job.Signal("TERM");

        Assert.Equal(Terminated, await job.End());
        Assert.Equal(
            ["inner", "outer"],
            doors.Events.Where(taken => taken.Verb == "fail").Select(taken => taken.Job).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_forked_child_can_be_terminated_from_its_first_moment_on()
    {
        await using var doors = await JobDoors.Start();
        await using var job = PythonJob.Start(doors.Url, """
            import signal, time
            with alerting.job("train") as run:
                for _ in range(200):
                    child = os.fork()
                    if child == 0:
                        time.sleep(60)
                        os._exit(1)
                    os.kill(child, signal.SIGTERM)
                    assert os.waitpid(child, 0)[1] == signal.SIGTERM
                assert signal.pthread_sigmask(signal.SIG_BLOCK, []) == set()
            """);

        Assert.Equal((0, ""), (await job.End(), job.Errors));
        Assert.Equal(["start", "success"], doors.Verbs);
    }

    [Fact]
    public async Task With_the_alerter_away_the_process_dies_of_it_in_time()
    {
        await using var job = PythonJob.Hasty("http://127.0.0.1:9", """
            import time
            with alerting.job("train", run="r"):
                print("ready", flush=True)
                time.sleep(60)
            """);
        await job.Says("ready");

        await job.Signal("TERM");

        Assert.Equal(Terminated, await job.End());
        Assert.Contains(
            "alerting: the end of train/r was not reported: Connection refused", job.Errors, StringComparison.Ordinal);
    }
}
