using Alerting.Testing;
using Alerting.Testing.Clients;
using Xunit;

namespace Alerting.Stories.Clients.Wrapper;

/// <summary>Signals to the wrapper reach the command, and are told.</summary>
public sealed class WrapperSignalStories
{
    private const string Catches = """
        import signal, sys, time
        for name in ("SIGTERM", "SIGINT", "SIGHUP"):
            signal.signal(getattr(signal, name), lambda number, frame: sys.exit(number + 20))
        print("ready", flush=True)
        time.sleep(120)
        """;

    public static TheoryData<string> Shells => [.. WrapperJob.Shells];

    [Theory]
    [MemberData(nameof(Shells))]
    public async Task A_command_that_dies_of_SIGTERM_has_failed_by_it(string shell)
    {
        await using var doors = await JobDoors.Start();
        var (job, tools) = WrapperJob.StartIn(shell, doors.Url, ["sh", "-c", "echo ready; exec sleep 120"]);
        using (tools)
        {
            await using (job)
            {
                await job.Says("ready");
                await job.Signal("TERM");

                Assert.Equal(143, await job.End());
                Assert.Equal("", job.Errors);
            }
        }

        var end = doors.Single("fail");
        Assert.Equal(("SIGTERM", 143, "ready\n"), (end.Text("signal"), end.Number("exit_code"), end.Text("log")));
    }

    [Theory]
    [InlineData("dash", "TERM", "fail", 35)]
    [InlineData("dash", "HUP", "fail", 21)]
    [InlineData("dash", "INT", "cancel", 22)]
    [InlineData("bash", "TERM", "fail", 35)]
    [InlineData("bash", "INT", "cancel", 22)]
    [InlineData("busybox", "TERM", "fail", 35)]
    public async Task A_command_that_handles_a_signal_ends_as_it_likes(
        string shell, string signal, string verb, int code)
    {
        await using var doors = await JobDoors.Start();
        var path = "PATH=" + Environment.GetEnvironmentVariable("PATH");
        var (job, tools) = WrapperJob.StartIn(
            shell, doors.Url, ["--job", "j", "env", path, Peer.Find("python3"), "-c", Catches]);
        using (tools)
        {
            await using (job)
            {
                await job.Says("ready");
                await job.Signal(signal);

                Assert.Equal(code, await job.End());
            }
        }

        var end = doors.Single(verb);
        Assert.Equal(("SIG" + signal, code), (end.Text("signal"), end.Number("exit_code")));
    }

    [Theory]
    [InlineData("dash", 130)]
    [InlineData("bash", 130)]
    [InlineData("busybox", 143)]
    public async Task A_command_without_a_handler_can_be_interrupted(string shell, int code)
    {
        // Where nothing can make it hear SIGINT, it is ended by SIGTERM.
        await using var doors = await JobDoors.Start();
        var (job, tools) = WrapperJob.StartIn(
            shell, doors.Url, ["--job", "j", "sh", "-c", "echo ready; exec sleep 120"]);
        using (tools)
        {
            await using (job)
            {
                await job.Says("ready");
                await job.Signal("INT");

                Assert.Equal(code, await job.End());
            }
        }

        Assert.Equal("SIGINT", doors.Single("cancel").Text("signal"));
    }

    [Fact]
    public async Task A_command_that_ends_well_after_SIGTERM_has_failed_all_the_same_and_its_code_is_kept()
    {
        await using var doors = await JobDoors.Start();
        await using var job = WrapperJob.Start(
            doors.Url, ["sh", "-c", "trap 'exit 0' TERM; echo ready; while :; do sleep 0.05; done"]);
        await job.Says("ready");

        await job.Signal("TERM");

        Assert.Equal(0, await job.End());
        var end = doors.Single("fail");
        Assert.Equal(("SIGTERM", 0), (end.Text("signal"), end.Number("exit_code")));
    }

    [Fact]
    public async Task Several_signals_reach_a_command_that_takes_its_time()
    {
        await using var doors = await JobDoors.Start();
        await using var job = WrapperJob.Start(
            doors.Url,
            [
                "sh", "-c",
                "trap 'n=$((n+1)); echo got $n.; [ $n -lt 3 ] || exit 9' TERM; echo ready; "
                + "while :; do sleep 0.05; done",
            ]);
        await job.Says("ready");
        for (var number = 1; number <= 3; number++)
        {
            await job.Signal("TERM");
            await job.Says($"got {number}.");
        }

        Assert.Equal(9, await job.End());
        Assert.Equal(9, doors.Single("fail").Number("exit_code"));
    }

    [Fact]
    public async Task A_signal_to_all_of_its_group_loses_none_of_the_output()
    {
        await using var doors = await JobDoors.Start();
        await using var job = WrapperJob.Start(
            doors.Url,
            ["sh", "-c", "trap 'echo cleaned; exit 5' TERM; echo ready $$; while :; do sleep 0.05; done"]);
        await job.Says("ready");
        foreach (var child in Children(job.Id))
        {
            await ClientProcess.Signal("TERM", child);
        }

        Assert.Equal(5, await job.End());
        Assert.EndsWith("cleaned\n", job.OutputText, StringComparison.Ordinal);
        Assert.EndsWith("cleaned\n", doors.Single("fail").Text("log"), StringComparison.Ordinal);
    }

    private static int[] Children(int id) => [.. File
        .ReadAllText($"/proc/{id}/task/{id}/children")
        .Split(' ', StringSplitOptions.RemoveEmptyEntries)
        .Select(child => int.Parse(child, System.Globalization.CultureInfo.InvariantCulture))];
}
