using Alerting.Testing;
using Alerting.Testing.Clients;
using Alerting.Testing.Processes;
using Xunit;

namespace Alerting.Stories.Clients.Wrapper;

/// <summary>The shell wrapper tells how a command began and ended, and is otherwise not to be noticed.</summary>
public sealed class WrapperStories
{
    public static TheoryData<string> Shells => [.. WrapperJob.Shells];

    public static TheoryData<string, string, int, string?> Endings
    {
        get
        {
            var endings = new TheoryData<string, string, int, string?>();
            foreach (var shell in WrapperJob.Shells)
            {
                endings.Add(shell, "exit 0", 0, null);
                endings.Add(shell, "exit 1", 1, null);
                endings.Add(shell, "exit 77", 77, null);
                endings.Add(shell, "kill -9 $$", 137, "SIGKILL");
                endings.Add(shell, "kill -ABRT $$", 134, "SIGABRT");
            }

            return endings;
        }
    }

    [Theory]
    [MemberData(nameof(Shells))]
    public async Task A_command_is_told_with_its_output_and_its_streams_stay_apart(string shell)
    {
        await using var doors = await JobDoors.Start();
        var (job, tools) = WrapperJob.StartIn(
            shell, doors.Url, ["--job", "back up/ü", "--run", "r 1", "--", "sh", "-c", "echo out; echo err >&2"]);
        using (tools)
        {
            await using (job)
            {
                Assert.Equal(0, await job.End());

                Assert.Equal(("out\n", "err\n"), (job.OutputText, job.Errors));
            }
        }

        Assert.Empty(doors.Faults);
        Assert.Equal(["start", "success"], doors.Verbs);
        Assert.All(doors.Events, taken => Assert.Equal(("back up/ü", "r 1"), (taken.Job, taken.Run)));
        Assert.Equal([0, 1], doors.Events.Select(taken => taken.Number("sequence")!.Value));
        Assert.Equal(2, doors.Events.Select(taken => taken.Text("event_id")).Distinct().Count());
        Assert.Equal(
            ["err", "out"], doors.Single("success").Text("log")!.Split('\n')[..2].Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Endings))]
    public async Task How_it_ended_is_told_and_passed_on(string shell, string ending, int code, string? signal)
    {
        await using var doors = await JobDoors.Start();
        var (job, tools) = WrapperJob.StartIn(shell, doors.Url, ["--job", "j", "sh", "-c", ending]);
        using (tools)
        {
            await using (job)
            {
                Assert.Equal(code, await job.End());
                Assert.Equal("", job.Errors);
            }
        }

        var end = doors.Single(code == 0 ? "success" : "fail");
        Assert.Equal((code, signal), (end.Number("exit_code"), end.Text("signal")));
        Assert.Null(end.Text("reason"));
        Assert.Empty(doors.Faults);
    }

    [Theory]
    [MemberData(nameof(Shells))]
    public async Task A_command_that_is_not_there_is_a_failure_with_127(string shell)
    {
        await using var doors = await JobDoors.Start();
        var (job, tools) = WrapperJob.StartIn(shell, doors.Url, ["/nowhere/at-all", "x"]);
        using (tools)
        {
            await using (job)
            {
                Assert.Equal(127, await job.End());
                Assert.Contains("/nowhere/at-all", job.Errors, StringComparison.Ordinal);
            }
        }

        var end = doors.Single("fail");
        Assert.Equal(("at-all", 127), (end.Job, end.Number("exit_code")));
        Assert.Contains("/nowhere/at-all", end.Text("log"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_cannot_be_run_is_a_failure_with_126()
    {
        using var folder = new ProcessFolder();
        await using var doors = await JobDoors.Start();
        await using var job = WrapperJob.Start(doors.Url, [folder.Write("text", "x")]);

        Assert.Equal(126, await job.End());

        Assert.Equal("exit code 126: the command cannot be run", doors.Single("fail").Text("message"));
    }

    [Theory]
    [InlineData("oom_kill 3", "oom_kill 4", "OOMKilled")]
    [InlineData("oom_kill 3", "oom_kill 3", null)]
    public async Task Memory_is_the_reason_where_the_kernel_has_counted_so(string before, string after, string? reason)
    {
        using var folder = new ProcessFolder();
        var file = folder.Write("memory.events", $"low 0\noom 1\n{before}\n");
        await using var doors = await JobDoors.Start();
        await using var job = WrapperJob.Start(
            doors.Url,
            ["sh", "-c", $"printf 'low 0\\noom 2\\n{after}\\n' >{file}; kill -9 $$"],
            ("ALERTING_CGROUP", folder.Path));

        Assert.Equal(137, await job.End());

        Assert.Equal(("SIGKILL", reason), (doors.Single("fail").Text("signal"), doors.Single("fail").Text("reason")));
    }

    [Fact]
    public async Task Options_come_before_the_environment_and_the_command_sees_both()
    {
        await using var doors = await JobDoors.Start();
        await using var job = WrapperJob.Start(
            doors.Url,
            [
                "--job=train", "--run", "r1", "--kind", "backfill", "--scheduled-at", "2025-01-20T18:00:00Z",
                "--attempt", "2", "--partition", "p\"1", "--partitions", "8", "--",
                "sh", "-c", "echo $ALERTING_JOB $ALERTING_RUN_ID $ALERTING_ATTEMPT $ALERTING_PARTITION",
            ],
            ("ALERTING_JOB", "other"),
            ("ALERTING_RUN_ID", "other"),
            ("ALERTING_KIND", "manual"),
            ("TRACEPARENT", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"));

        Assert.Equal(0, await job.End());

        Assert.Equal("train r1 2 p\"1\n", job.OutputText);
        Assert.All(doors.Events, taken =>
        {
            Assert.Equal(("train", "r1", "backfill"), (taken.Job, taken.Run, taken.Text("kind")));
            Assert.Equal(("2025-01-20T18:00:00Z", "p\"1"), (taken.Text("scheduled_at"), taken.Text("partition")));
            Assert.Equal((2, 8), (taken.Number("attempt"), taken.Number("partitions")));
            Assert.Equal("4bf92f3577b34da6a3ce929d0e0e4736", taken.Text("trace_id"));
        });
        Assert.Empty(doors.Faults);
    }

    [Fact]
    public async Task Run_and_partition_of_an_indexed_job_are_those_of_its_pod()
    {
        await using var doors = await JobDoors.Start();
        await using var job = WrapperJob.Start(
            doors.Url, ["true"], ("HOSTNAME", "train-28912345-3"), ("JOB_COMPLETION_INDEX", "3"));

        Assert.Equal(0, await job.End());

        Assert.Equal(("true", "train-28912345"), (doors.Single("start").Job, doors.Single("start").Run));
        Assert.Equal("3", doors.Single("start").Text("partition"));
    }

    [Fact]
    public async Task What_an_option_cannot_be_is_said_and_left_out_and_the_command_runs()
    {
        await using var doors = await JobDoors.Start();
        await using var job = WrapperJob.Start(
            doors.Url,
            [
                "--kind", "daily", "--scheduled-at", "soon", "--attempt", "0", "--partitions", "many", "--timeout", "x",
                "--", "echo", "ran",
            ],
            ("ALERTING_LOG_BYTES", "1e9"));

        Assert.Equal(0, await job.End());

        Assert.Equal("ran\n", job.OutputText);
        Assert.Equal(6, job.Errors.Split('\n').Length - 1);
        Assert.Empty(doors.Faults);
        Assert.Equal(1, doors.Single("success").Number("attempt"));
    }

    [Theory]
    [InlineData("--nope", "x", "true")]
    [InlineData("--job")]
    [InlineData("--job", "x")]
    public async Task A_command_line_that_is_none_ends_with_2(params string[] args)
    {
        await using var job = WrapperJob.Start(null, args);

        Assert.Equal(2, await job.End());
        Assert.Contains("usage: alerting-run [--job NAME]", job.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Names_of_any_letters_arrive_as_they_are()
    {
        const string Name = "a\"b\\c'd $(x) `y` %41 ü € 😀 #?&";
        await using var doors = await JobDoors.Start();
        await using var job = WrapperJob.Start(doors.Url, ["--job", Name, "--run", Name, "--partition", Name, "true"]);

        Assert.Equal(0, await job.End());

        Assert.Empty(doors.Faults);
        var start = doors.Single("start");
        Assert.Equal((Name, Name, Name), (start.Job, start.Run, start.Text("partition")));
    }

    [Fact]
    public async Task One_inside_another_for_the_same_run_leaves_it_to_the_outer_one()
    {
        await using var doors = await JobDoors.Start();
        await using var job = WrapperJob.Start(
            doors.Url,
            [
                "--job", "outer", "--run", "r", "--", "sh", ClientFiles.Wrapper, "--",
                "sh", ClientFiles.Wrapper, "--job", "inner", "--", "sh", "-c", "exit 3",
            ]);

        Assert.Equal(3, await job.End());

        Assert.Equal(
            ["inner start", "inner fail", "outer start", "outer fail"],
            doors.Events.OrderBy(taken => taken.Job, StringComparer.Ordinal)
                .Select(taken => $"{taken.Job} {taken.Verb}"));
        Assert.NotEqual("r", doors.Events.First(taken => taken.Job == "inner").Run);
    }

    [Fact]
    public async Task A_Python_job_inside_adds_its_figures_and_leaves_start_and_end_to_it()
    {
        await using var doors = await JobDoors.Start();
        await using var job = WrapperJob.Start(
            doors.Url,
            [
                "--job", "train", "--run", "r", "--", Peer.Find("python3"), "-B", "-c",
                "import alerting\nwith alerting.job('train') as run:\n    run.rows = 5\n    raise KeyError('x')\n",
            ],
            ("PYTHONPATH", ClientFiles.Python));

        Assert.Equal(1, await job.End());

        Assert.Equal(["start", "progress", "fail"], doors.Verbs);
        Assert.All(doors.Events, taken => Assert.Equal(("train", "r"), (taken.Job, taken.Run)));
        Assert.Equal(
            (5, "KeyError"), (doors.Single("progress").Number("rows"), doors.Single("progress").Text("reason")));
        Assert.Contains("KeyError: 'x'", doors.Single("fail").Text("log"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("run.fail('no \"rows\"')", "fail", "no \"rows\"")]
    [InlineData("run.fail('no rows', 'Empty')", "fail", "Empty: no rows")]
    [InlineData("run.cancel('nothing new')", "cancel", "nothing new")]
    [InlineData("run.success()", "success", null)]
    public async Task What_a_Python_job_inside_says_counts_where_the_exit_code_is_0(
        string says, string verb, string? message)
    {
        await using var doors = await JobDoors.Start();
        await using var job = WrapperJob.Start(
            doors.Url,
            [
                "--job", "train", "--", Peer.Find("python3"), "-B", "-c",
                $"import alerting\nwith alerting.job('train') as run:\n    {says}\n",
            ],
            ("PYTHONPATH", ClientFiles.Python));

        Assert.Equal(0, await job.End());

        Assert.Equal(["start", "progress", verb], doors.Verbs);
        Assert.Equal(message, doors.Events[^1].Text("message"));
    }
}
