using System.Diagnostics;
using Alerting.Core.Alerts;
using Alerting.Core.Jobs.Events;
using Alerting.Core.Jobs.Runs;
using Alerting.Core.Logs;
using Alerting.Core.Logs.Said;
using Xunit;

namespace Alerting.Core.Tests.Logs.Said;

public sealed class ContextWriterTests
{
    [Fact]
    public void The_first_error_is_told_and_chatter_of_the_end_does_not_hide_the_reason()
    {
        var context = ContextWriter.Of(Told.Lines(
        [
            "INFO reading", "WARNING error rate is high", "ERROR cannot read part 7", "ERROR giving up: 3 parts cannot be read",
            .. Enumerable.Range(0, 40).Select(n => $"INFO stopping worker {n}"), "ERROR broken pipe while shutting down",
        ]));

        Assert.Equal("ERROR cannot read part 7", context.FirstError?.Text);
        Assert.Contains(context.LastLines, line => line.Text == "ERROR giving up: 3 parts cannot be read");
        Assert.Equal("INFO stopping worker 4", context.LastLines[^1].Text);
    }

    [Fact]
    public void What_was_written_long_after_the_end_is_not_told()
    {
        LogRecord[] records =
        [
            new(Told.Noon.AddSeconds(-2), "ERROR disk full"), new(Told.Noon.AddHours(1), "ERROR another run, another error"),
        ];

        var context = ContextWriter.Of(Told.Of(Told.Alert()) with { Sources = [Told.Source([.. records])] });

        Assert.Equal("ERROR disk full", context.LastLines[^1].Text);
    }

    [Fact]
    public void Clocks_that_are_an_hour_off_hide_nothing()
    {
        LogRecord[] records = [new(Told.Noon.AddHours(1), "ERROR disk full")];

        var context = ContextWriter.Of(Told.Of(Told.Alert()) with { Sources = [Told.Source([.. records])] });

        Assert.Equal("ERROR disk full", context.FirstError?.Text);
    }

    [Theory]
    [InlineData("E1121 12:00:00.000000 1 main.go:1] no pods", true)]
    [InlineData("[2026-11-21, 12:00:00 UTC] {task.py:11} ERROR - no", true)]
    [InlineData("level=error msg=\"no\"", true)]
    [InlineData("fail: Shop.Rows[0]", true)]
    [InlineData("<3>kernel: no", true)]
    [InlineData("INFO no error at all", false)]
    [InlineData("W1121 12:00:00.000000 1 main.go:1] Failed to read, trying again", false)]
    [InlineData("ERRORS_TOTAL=0", false)]
    public void Levels_are_read_at_the_beginning_of_lines(string line, bool isError) =>
        Assert.Equal(isError, ContextWriter.Of(Told.Lines(line)).FirstError is not null);

    [Theory]
    [InlineData("OOMKilled", 137, null, "OOMKilled", "OOMKilled: out of memory (exit code 137, SIGKILL)")]
    [InlineData(null, 137, null, "signal", "SIGKILL (exit code 137): often for lack of memory")]
    [InlineData(null, 1, null, "exit code", "exit code 1")]
    [InlineData(null, null, "SIGTERM", "signal", "SIGTERM")]
    [InlineData("Error", -11, null, "signal", "SIGSEGV (exit code -11)")]
    [InlineData("BudgetSpent", null, null, "BudgetSpent", "BudgetSpent")]
    public void The_run_says_how_it_ended(string? reason, int? code, string? signal, string kind, string text)
    {
        var run = Told.Run("r", new() { Reason = reason, ExitCode = code, Signal = signal });

        var exit = ContextWriter.Of(Told.Of(Told.Alert(("run", "r"))) with { Runs = [new("etl", run)] }).Exit;

        Assert.Equal((kind, text), (exit?.Kind, exit?.Text));
    }

    [Theory]
    [InlineData("kernel: Out of memory: Killed process 7 (python)", "OOMKilled")]
    [InlineData("MemoryError", "out of memory")]
    [InlineData("RuntimeError: CUDA out of memory. Tried", "GPU out of memory")]
    [InlineData("Pod was evicted", "Evicted")]
    [InlineData("Job was active on the Job longer than specified deadline: DeadlineExceeded", "DeadlineExceeded")]
    [InlineData("Error: ErrImagePull", "ImagePullBackOff")]
    [InlineData("Back-off restarting failed container", "CrashLoopBackOff")]
    [InlineData("Error: CreateContainerConfigError", "CreateContainerConfigError")]
    [InlineData("Preempted by default/train on node n", "preempted")]
    [InlineData("Segmentation fault (core dumped)", "signal")]
    [InlineData("process exited with code 3", "exit code")]
    public void Lines_say_how_it_ended(string line, string kind) =>
        Assert.Equal(kind, ContextWriter.Of(Told.Lines(line)).Exit?.Kind);

    [Theory]
    [InlineData("INFO registered handler for SIGTERM and SIGINT")]
    [InlineData("registered handler for SIGTERM and SIGINT")]
    [InlineData("INFO cache: Evicted 1200 entries")]
    [InlineData("26/11/21 02:00:00 INFO BlockManager: block rdd_2_1 was evicted from memory")]
    [InlineData("INFO memory.events oom 0 oom_kill 0")]
    [InlineData("oom 0 oom_kill 0 oom_group_kill 0")]
    [InlineData("WARN CUDA out of memory, retrying with batch 8")]
    [InlineData("Sequence group 12 is preempted by PreemptionMode.RECOMPUTE mode")]
    [InlineData("{\"level\":\"info\",\"message\":\"cache: Evicted 1200 entries\"}")]
    [InlineData("3 mutants: 3 survived, 0 Killed")]
    public void What_went_on_or_did_not_happen_is_not_how_it_ended(string line)
    {
        var context = ContextWriter.Of(Told.Lines(line, "ERROR ValueError: bad input"));

        Assert.Null(context.Exit);
        Assert.Equal("ERROR ValueError: bad input", context.FirstError?.Text);
    }

    [Theory]
    [InlineData("CRITICAL kubelet: container trainer was OOMKilled (exit 137)", "OOMKilled", null)]
    [InlineData("The node was low on resource: memory. Threshold quantity: 100Mi", "Evicted", null)]
    [InlineData("oom_kill 1", "OOMKilled", null)]
    [InlineData("Killed", "signal", "SIGKILL")]
    [InlineData("/bin/bash: line 1:    12 Killed                  python train.py", "signal", "SIGKILL")]
    [InlineData("Segmentation fault (core dumped)", "signal", "SIGSEGV")]
    [InlineData("ERROR received SIGTERM, giving up", "signal", "SIGTERM")]
    [InlineData("ERROR subprocess died with <Signals.SIGABRT: 6>", "signal", "SIGABRT")]
    [InlineData("[signal SIGSEGV: segmentation violation code=0x1 addr=0x0 pc=0x1]", "signal", "SIGSEGV")]
    [InlineData("#  SIGBUS (0x7) at pc=0x00007f, pid=12, tid=13", "signal", "SIGBUS")]
    public void Lines_that_are_errors_or_give_themselves_no_level_say_how_it_ended(string line, string kind, string? signal)
    {
        var exit = ContextWriter.Of(Told.Lines("INFO begin", line)).Exit;

        Assert.Equal((kind, signal), (exit?.Kind, exit?.Signal));
    }

    [Theory]
    [InlineData("Evicted", null, "Evicted: the node took its place away")]
    [InlineData("BudgetSpent", null, "BudgetSpent")]
    [InlineData("preempted", null, "preempted: its place was given to another")]
    [InlineData(null, 143, "OOMKilled: out of memory (exit code 143, SIGTERM)")]
    [InlineData(null, 1, "OOMKilled: out of memory (exit code 1, SIGKILL)")]
    public void Lines_add_to_what_the_run_says_of_itself_and_take_nothing_from_it(string? reason, int? code, string text)
    {
        var run = Told.Run("r", new() { Reason = reason, ExitCode = code, Log = "oom-kill: python\nERROR gone" + (code is null ? "" : "\nKilled") });

        var exit = ContextWriter.Of(Told.Of(Told.Alert(("run", "r"))) with { Runs = [new("etl", run)] }).Exit;

        Assert.Equal(text, exit?.Text);
    }

    [Theory]
    [InlineData("child exit status 0", "ERROR real one")]
    [InlineData("app-1 exited with code 0", "app-2 exited with code 1")]
    [InlineData("app-1 exited with code 0", null)]
    [InlineData("Finished: 0 ERROR, 3 WARN", "[ERROR] disk full")]
    [InlineData("Finished, no ERROR", "rank 0 ERROR disk full")]
    [InlineData("2026-11-21 12:00:00 INFO begin", "2026-11-21 12:00:00 ERROR disk full")]
    public void A_count_of_none_and_an_exit_with_0_are_no_error(string line, string? error) =>
        Assert.Equal(error, ContextWriter.Of(Told.Lines(error is null ? [line] : [line, error])).FirstError?.Text);

    [Fact]
    public void A_label_of_kube_state_metrics_says_how_it_ended()
    {
        var alert = Told.Alert() with { Labels = LabelSet.From([new("alertname", "A"), new("reason", "OOMKilled")]) };

        Assert.Equal("OOMKilled", ContextWriter.Of(Told.Of(alert)).Exit?.Kind);
    }

    [Fact]
    public void What_changed_since_the_last_good_run_is_told_image_and_commit_first()
    {
        var good = Told.Run("1", Words("a", "1", 1000, 10, "0.1"));
        var failed = Told.Run("2", Words("b", "2", 400, 11, "0.2"));

        var context = ContextWriter.Of(Told.Of(Told.Alert(("run", "2"))) with
        {
            Runs = [new("etl", failed) { LastGood = good }],
        });

        Assert.Equal("1", context.LastGoodRun);
        Assert.Equal(
            [
                new("image", "a", "b"), new("commit", "1", "2"), new("branch", "x1", "x2"), new("model.rate", "0.1", "0.2"),
                new("rows", "1000", "400"),
            ],
            context.Changes);
    }

    [Fact]
    public void Links_lead_to_http_alone_and_traces_by_a_pattern()
    {
        var context = ContextWriter.Of(Told.Of(Told.Alert(
            ("runbook_url", "https://runbooks.example.com/a"), ("dashboard_url", "javascript:alert(1)"),
            ("trace_url", "https://traces.example.com/{trace_id}"), ("trace_id", "ab/12"), ("owner", "ml-platform"))));

        Assert.Equal(
            [new("Runbook", "https://runbooks.example.com/a"), new("Trace", "https://traces.example.com/ab%2F12")],
            context.Links);
        Assert.Equal("ml-platform", context.Owner);
    }

    [Fact]
    public void Lines_are_cleaned_and_what_imitates_markup_stays_text()
    {
        var context = ContextWriter.Of(Told.Log(
            "\u001b[31mERROR\u001b[0m \u001b]0;title\u0007{{ .Evil }} <!channel> [redacted] \ud800 \u202e\u0000 50%\rERROR done\t<*>"));

        Assert.Equal("ERROR done    <*>", context.FirstError?.Text);
        var other = ContextWriter.Of(Told.Log("\u001b[31mERROR\u001b[0m \u001b]0;t\u0007{{ .E }} <!channel> \ud800\u202e\u0000"));
        Assert.Equal("ERROR {{ .E }} <!channel> \uFFFD\uFFFD", other.FirstError?.Text);
    }

    [Fact]
    public void A_line_of_a_megabyte_is_bounded()
    {
        var context = ContextWriter.Of(Told.Log("ERROR " + new string('x', 1_000_000)));

        Assert.Equal(2000, context.FirstError?.Text.Length);
        Assert.True(context.Signatures.Single().Template.Length <= 500);
    }

    [Theory]
    [InlineData("'a")]
    [InlineData("\u001b]")]
    [InlineData("ERROR: Caused by: \tat x(")]
    [InlineData("X: YError: ")]
    [InlineData("{\"message\":")]
    [InlineData("/a1,")]
    public void Garbage_ends_and_takes_no_more_than_its_length(string piece)
    {
        var text = string.Concat(Enumerable.Repeat(piece, 200_000 / piece.Length));
        LogRecord[] records = [.. Enumerable.Range(0, 2000).Select(n => new LogRecord(Told.Noon, n % 100 == 0 ? text : piece + n))];
        var clock = Stopwatch.StartNew();

        var context = ContextWriter.Of(Told.Of(Told.Alert()) with { Sources = [Told.Source([.. records])] });

        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(20), clock.Elapsed.ToString());
        Assert.True(context.LastLines.Length <= 50);
    }

    [Fact]
    public void Without_any_record_the_run_speaks_for_itself()
    {
        var run = Told.Run("r", new() { Log = "INFO begin\nERROR no rows in orders\n", ExitCode = 1 });

        var context = ContextWriter.Of(Told.Of(Told.Alert(("run", "r"))) with { Runs = [new("etl", run)] });

        Assert.Equal(new(Told.Noon, "ERROR no rows in orders", "run"), context.FirstError);
        Assert.Equal((1, "r"), (context.Failing, context.FirstFailing));
    }

    private static RunWords Words(string image, string commit, double rows, double bytes, string rate) => new()
    {
        Code = Told.Words(("image", image), ("commit", commit), ("branch", "x" + commit)),
        Model = Told.Words(("name", "m"), ("rate", rate)),
        Dataset = Told.Words(("rows", rows > 500 ? "100" : "110")),
        Rows = rows,
        Bytes = bytes,
        Metrics = JobEvent.NoMetrics,
    };
}
