using System.Globalization;
using Alerting.Testing;
using Alerting.Testing.Clients;
using Xunit;

namespace Alerting.Stories.Clients.Python;

/// <summary>What the Python module tells of a job: how it began, how far it is and how it ended.</summary>
public sealed class PythonJobStories
{
    [Fact]
    public async Task A_job_that_ends_well_tells_its_start_its_figures_and_its_success()
    {
        await using var doors = await JobDoors.Start();
        await using var job = PythonJob.Start(doors.Url, """
            with alerting.job("train churn/ü", run="2025-01", kind="scheduled", scheduled_at="2025-01-20T18:00:00Z",
                              model={"name": "churn", "version": 7}, parents=["features"]) as run:
                run.progress("half of it", rows=5)
                run.rows, run.bytes = 10, 2048
                run.metrics(auc=(0.91, 500), loss=0.25)
            print("done")
            """);

        Assert.Equal(0, await job.End());

        Assert.Equal(("done\n", ""), (job.OutputText, job.Errors));
        Assert.Empty(doors.Faults);
        Assert.Equal(["start", "progress", "success"], doors.Verbs);
        Assert.All(doors.Events, taken => Assert.Equal(("train churn/ü", "2025-01"), (taken.Job, taken.Run)));
        Assert.Equal([0, 1, 2], doors.Events.Select(taken => taken.Number("sequence")!.Value));
        var end = doors.Single("success");
        Assert.Equal((10, 2048), (end.Number("rows"), end.Number("bytes")));
        Assert.Equal(
            """{"auc":{"value":0.91,"samples":500},"loss":0.25}""", end.Body.GetProperty("metrics").GetRawText());
        Assert.True(end.Body.GetProperty("resources").GetProperty("peak_memory_bytes").GetDouble() > 1_000_000);
        Assert.True(end.Body.GetProperty("resources").GetProperty("cpu_seconds").GetDouble() >= 0);
        foreach (var taken in new[] { doors.Single("start"), end })
        {
            Assert.Equal("scheduled", taken.Text("kind"));
            Assert.Equal("2025-01-20T18:00:00.000Z", taken.Text("scheduled_at"));
            Assert.Equal("""{"name":"churn","version":7}""", taken.Body.GetProperty("model").GetRawText());
        }
    }

    [Fact]
    public async Task An_exception_is_told_with_its_trace_and_goes_on_its_way()
    {
        await using var doors = await JobDoors.Start();
        await using var job = PythonJob.Start(doors.Url, """
            def train():
                raise ValueError("no rows where password=hunter2")
            with alerting.job("train"):
                train()
            """);

        Assert.Equal(1, await job.End());

        Assert.EndsWith("ValueError: no rows where password=hunter2\n", job.Errors, StringComparison.Ordinal);
        Assert.Equal(["start", "fail"], doors.Verbs);
        var end = doors.Single("fail");
        Assert.Equal("no rows where password=***", end.Text("message"));
        Assert.Equal("ValueError", end.Text("reason"));
        Assert.StartsWith("Traceback (most recent call last):\n", end.Text("log"), StringComparison.Ordinal);
        Assert.Contains("in train\n", end.Text("log"), StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", end.Body.GetRawText(), StringComparison.Ordinal);
        Assert.Empty(doors.Faults);
    }

    [Theory]
    [InlineData("sys.exit()", 0, "success", null)]
    [InlineData("sys.exit(0)", 0, "success", null)]
    [InlineData("sys.exit(3)", 3, "fail", 3)]
    [InlineData("sys.exit(-1)", 255, "fail", 255)]
    [InlineData("sys.exit('no input')", 1, "fail", 1)]
    public async Task The_code_of_sys_exit_decides_and_is_kept(string leave, int code, string verb, int? told)
    {
        await using var doors = await JobDoors.Start();
        await using var job = PythonJob.Start(doors.Url, $"with alerting.job('train'):\n    {leave}\n");

        Assert.Equal(code, await job.End());

        Assert.Equal(["start", verb], doors.Verbs);
        Assert.Equal(told, doors.Single(verb).Number("exit_code"));
        Assert.Empty(doors.Faults);
    }

    [Fact]
    public async Task An_interrupt_is_a_cancellation()
    {
        await using var doors = await JobDoors.Start();
        await using var job = PythonJob.Start(doors.Url, """
            import time
            with alerting.job("train"):
                print("ready", flush=True)
                time.sleep(60)
            """);
        await job.Says("ready");

        await job.Signal("INT");

        Assert.NotEqual(0, await job.End());
        Assert.Contains("KeyboardInterrupt", job.Errors, StringComparison.Ordinal);
        Assert.Equal(["start", "cancel"], doors.Verbs);
        Assert.Equal("SIGINT", doors.Single("cancel").Text("signal"));
    }

    [Fact]
    public async Task Each_call_of_a_decorated_function_is_a_run_of_its_own()
    {
        await using var doors = await JobDoors.Start();
        await using var job = PythonJob.Start(doors.Url, """
            @alerting.job("train", kind="backfill")
            def train(rows):
                alerting.current_run().rows = rows
                return rows
            assert [train(1), train(2)] == [1, 2]
            """);

        Assert.Equal(0, await job.End());

        Assert.Equal(["start", "success", "start", "success"], doors.Verbs);
        Assert.Equal(2, doors.Events.Select(taken => taken.Run).Distinct().Count());
        Assert.Equal(
            [1, 2], doors.Events.Where(taken => taken.Has("rows")).Select(taken => taken.Number("rows")!.Value));
    }

    [Fact]
    public async Task An_async_function_is_told_as_it_ends_and_one_that_is_cancelled_as_that()
    {
        await using var doors = await JobDoors.Start();
        await using var job = PythonJob.Start(doors.Url, """
            import asyncio
            @alerting.job("wait")
            async def wait(seconds):
                await asyncio.sleep(seconds)
            @alerting.job("broken")
            async def broken():
                raise OSError("disk")
            async def main():
                waiting = asyncio.create_task(wait(60))
                await wait(0)
                waiting.cancel()
                return await asyncio.gather(waiting, broken(), return_exceptions=True)
            print([type(result).__name__ for result in asyncio.run(main())])
            """);

        Assert.Equal(0, await job.End());

        Assert.Equal("['CancelledError', 'OSError']\n", job.OutputText);
        Assert.Equal(
            ["cancel", "fail", "start", "start", "start", "success"], doors.Verbs.Order(StringComparer.Ordinal));
        Assert.Equal(("OSError", "disk"), (doors.Single("fail").Text("reason"), doors.Single("fail").Text("message")));
        Assert.Equal("wait", doors.Single("cancel").Job);
    }

    [Fact]
    public async Task Typed_events_are_told_while_the_run_goes_on()
    {
        await using var doors = await JobDoors.Start();
        await using var job = PythonJob.Start(doors.Url, """
            with alerting.job("score") as run:
                run.event("data_generated", rows=5, bytes=6, dataset={"path": "/a"})
                run.event("input_drift", "psi of age", level="ERROR", psi=0.4)
                run.event("training_error", "loss is no number", level="critical")
            """);

        Assert.Equal(0, await job.End());

        Assert.Equal(["start", "progress", "progress", "progress", "success"], doors.Verbs);
        Assert.Equal(
            ["data_generated", "input_drift", "training_error"],
            doors.Events.Where(taken => taken.Verb == "progress").Select(taken => taken.Text("kind")));
        Assert.Equal([null, "ERROR", "CRITICAL"], doors.Events.Skip(1).Take(3).Select(taken => taken.Text("level")));
        Assert.Empty(doors.Faults);
    }

    [Fact]
    public async Task A_run_that_says_so_is_cancelled()
    {
        await using var doors = await JobDoors.Start();
        await using var job = PythonJob.Start(
            doors.Url, "with alerting.job('train') as run:\n    run.cancel('nothing new')\n");

        Assert.Equal(0, await job.End());

        Assert.Equal("nothing new", doors.Single("cancel").Text("message"));
    }

    [Fact]
    public async Task Run_attempt_partition_and_trace_come_from_the_environment()
    {
        await using var doors = await JobDoors.Start();
        await using var job = PythonJob.Start(
            doors.Url,
            "with alerting.job('train'):\n    pass\n",
            ("HOSTNAME", "train-28912345-3"),
            ("JOB_COMPLETION_INDEX", "3"),
            ("ALERTING_ATTEMPT", "2"),
            ("ALERTING_PARTITIONS", "8"),
            ("TRACEPARENT", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"));

        Assert.Equal(0, await job.End());

        var start = doors.Single("start");
        Assert.Equal(("train-28912345", "3"), (start.Run, start.Text("partition")));
        Assert.Equal((2, 8), (start.Number("attempt"), start.Number("partitions")));
        Assert.Equal("4bf92f3577b34da6a3ce929d0e0e4736", start.Text("trace_id"));
    }

    [Fact]
    public async Task A_forked_child_reports_no_end_and_what_it_says_of_the_run_arrives()
    {
        await using var doors = await JobDoors.Start();
        await using var job = PythonJob.Start(doors.Url, """
            import multiprocessing
            def work(run):
                run.progress("from the child", rows=3)
            with alerting.job("train", run="r") as run:
                child = multiprocessing.get_context("fork").Process(target=work, args=(run,))
                child.start()
                child.join()
                pid = os.fork()
                if pid == 0:
                    sys.exit(7)
                os.waitpid(pid, 0)
            """);

        Assert.Equal(0, await job.End());

        Assert.Equal(["progress", "start", "success"], doors.Verbs.Order(StringComparer.Ordinal));
        var progress = doors.Single("progress");
        Assert.Equal(("from the child", false), (progress.Text("message"), progress.Has("sequence")));
        Assert.Equal(1, doors.Single("success").Number("sequence"));
    }

    [Fact]
    public async Task A_ping_is_one_call()
    {
        await using var doors = await JobDoors.Start();
        await using var job = PythonJob.Start(doors.Url, """
            print(alerting.ping("backup"), alerting.ping("backup", "start", run="r 1"),
                  alerting.ping("backup", 3, log="tail"))
            """);

        Assert.Equal(0, await job.End());

        Assert.Equal("True True True\n", job.OutputText);
        Assert.Equal(["/api/ping/backup", "/api/ping/backup/start?rid=r%201", "/api/ping/backup/3 tail"], doors.Pings);
    }

    [Fact]
    public async Task Two_jobs_of_one_process_do_not_mix()
    {
        await using var doors = await JobDoors.Start();
        await using var job = PythonJob.Start(doors.Url, """
            import threading
            def run(name):
                with alerting.job(name) as run:
                    run.rows = len(name)
            threads = [threading.Thread(target=run, args=("j" * length,)) for length in range(1, 21)]
            [thread.start() for thread in threads]
            [thread.join() for thread in threads]
            """);

        Assert.Equal(0, await job.End());

        Assert.Equal(40, doors.Events.Count);
        Assert.All(
            doors.Events.Where(taken => taken.Verb == "success"),
            taken => Assert.Equal(taken.Job.Length, taken.Number("rows")));
        Assert.All(
            doors.Events.GroupBy(taken => taken.Job),
            run => Assert.Equal([0, 1], run.Select(taken => taken.Number("sequence")!.Value).Order()));
    }

    [Fact]
    public async Task Each_event_says_when_and_has_an_id_of_its_own()
    {
        await using var doors = await JobDoors.Start();
        await using var job = PythonJob.Start(
            doors.Url, "with alerting.job('train') as run:\n    run.progress()\n", ("TZ", "America/New_York"));

        Assert.Equal(0, await job.End());

        Assert.Equal(3, doors.Events.Select(taken => taken.Text("event_id")).Distinct().Count());
        Assert.All(doors.Events, taken =>
        {
            Assert.EndsWith("Z", taken.Text("at"), StringComparison.Ordinal);
            var age = RealClock.Instance.GetUtcNow()
                - DateTimeOffset.Parse(taken.Text("at")!, CultureInfo.InvariantCulture);
            Assert.InRange(age, TimeSpan.FromMinutes(-1), TimeSpan.FromMinutes(5));
        });
    }
}
