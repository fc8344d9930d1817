using Alerting.Core.Jobs.Events;
using Alerting.Core.Logs;
using Alerting.Core.Logs.Said;
using Xunit;

namespace Alerting.Core.Tests.Logs.Said;

public sealed class StackTests
{
    private const string Chained = """
        2026-11-21 12:00:00 ERROR task failed
        Traceback (most recent call last):
          File "/app/load.py", line 3, in read
            return int(text)
        ValueError: invalid literal for int()

        The above exception was the direct cause of the following exception:

        Traceback (most recent call last):
          File "/app/main.py", line 9, in <module>
            load()
          File "/usr/lib/python3.11/site-packages/pandas/core/frame.py", line 12, in apply
            return op()
          File "/usr/lib/python3.11/site-packages/pandas/core/apply.py", line 7, in run
            raise X
        RuntimeError: load failed
        2026-11-21 12:00:01 INFO bye
        """;

    private const string Spark = """
        Exception in thread "main" org.apache.spark.SparkException: Job aborted due to stage failure: Task 0 in stage 1.0
        Driver stacktrace:
        	at org.apache.spark.scheduler.DAGScheduler.abort(DAGScheduler.scala:2)
        	at com.shop.Main$.main(Main.scala:12)
        	at java.base/java.lang.Thread.run(Thread.java:829)
        	Suppressed: java.io.IOException: closing
        		at com.shop.Main$.close(Main.scala:15)
        Caused by: java.lang.NumberFormatException: For input string: "x"
        	at java.base/java.lang.Integer.parseInt(Integer.java:652)
        	at com.shop.Clean.number(Clean.java:7)
        	... 3 more
        """;

    private const string DotNet = """
        Unhandled exception. System.AggregateException: One or more errors occurred. (bad row)
         ---> System.InvalidOperationException: bad row
           at Shop.Rows.Read(String path) in /src/Rows.cs:line 12
           --- End of inner exception stack trace ---
           at System.Threading.Tasks.Task.Wait()
           at Shop.Program.Main(String[] args) in /src/Program.cs:line 3
        """;

    private const string Node = """
        TypeError: Cannot read properties of undefined (reading 'id')
            at render (/app/src/report.js:12:5)
            at next (/app/node_modules/express/lib/router.js:3:1)
            at node:internal/process/task_queues:95:5
        """;

    private const string Go = """
        panic: runtime error: index out of range [5] with length 3

        goroutine 1 [running]:
        main.shard(0xc000012)
        	/src/shard.go:12 +0x1d
        net/http.(*conn).serve(0xc0)
        	/usr/local/go/src/net/http/server.go:1 +0x2
        exit status 2
        """;

    private const string Native = """
        terminate called after throwing an instance of 'c10::Error'
          what():  CUDA error: an illegal memory access
        frame #0: c10::Error::Error() + 0x6c (0x7f in /opt/lib/libc10.so)
        frame #1: at::sum() + 0x1 (0x7f in /opt/lib/libtorch.so)
        Aborted (core dumped)
        """;

    private const string Group = """
          + Exception Group Traceback (most recent call last):
          |   File "/app/main.py", line 5, in main
          |     async with TaskGroup():
          | ExceptionGroup: unhandled errors in a TaskGroup (1 sub-exception)
          +-+---------------- 1 ----------------
            | Traceback (most recent call last):
            |   File "/app/fetch.py", line 2, in get
            | TimeoutError: no answer
            +------------------------------------
        """;

    [Theory]
    [InlineData(Chained, "ValueError", "invalid literal for int()")]
    [InlineData(Spark, "java.lang.NumberFormatException", "For input string: \"x\"")]
    [InlineData(DotNet, "System.InvalidOperationException", "bad row")]
    [InlineData(Node, "TypeError", "Cannot read properties of undefined (reading 'id')")]
    [InlineData(Go, "panic", "runtime error: index out of range [5] with length 3")]
    [InlineData(Native, "c10::Error", "CUDA error: an illegal memory access")]
    [InlineData(Group, "TimeoutError", "no answer")]
    [InlineData("thread 'main' panicked at src/main.rs:2:5:\nno rows\nnote: run with `RUST_BACKTRACE=1`", "panic", "no rows")]
    [InlineData("Error in f(x) : \n  no such column\nCalls: f", "Error", "no such column")]
    [InlineData("Error in lm.fit(x, y) : NA in 'x'\nCalls: fit -> lm\nExecution halted", "Error", "NA in 'x'")]
    public void The_exception_that_counts_is_found_in_one_record_and_in_one_a_line(string log, string type, string message)
    {
        var whole = ContextWriter.Of(Told.Log(log)).Exception;
        var lines = ContextWriter.Of(Told.Lines(log.Split('\n'))).Exception;

        Assert.Equal((type, message), (whole?.Type, whole?.Message));
        Assert.Equal((type, message), (lines?.Type, lines?.Message));
        Assert.Equal(whole!.Stack, lines!.Stack);
    }

    [Fact]
    public void Frames_of_libraries_are_counted_and_own_ones_stay()
    {
        var stack = ContextWriter.Of(Told.Log(Chained)).Exception!.Stack;

        Assert.Contains("    ... 2 frames of pandas", stack);
        Assert.Contains("  File \"/app/main.py\", line 9, in <module>", stack);
        Assert.DoesNotContain(stack, line => line.Contains("site-packages", StringComparison.Ordinal));
        Assert.Contains("RuntimeError: load failed", stack);
    }

    [Theory]
    [InlineData(Spark, "    ... 1 frame of org.apache.spark")]
    [InlineData(DotNet, "    ... 1 frame of System")]
    [InlineData(Node, "    ... 2 frames of express, node")]
    [InlineData(Go, "    ... 1 frame of go")]
    public void Each_language_has_libraries(string log, string folded) =>
        Assert.Contains(folded, ContextWriter.Of(Told.Log(log)).Exception!.Stack);

    [Fact]
    public void A_stack_trace_and_the_error_above_it_are_one() =>
        Assert.Equal(1, Assert.Single(ContextWriter.Of(Told.Log(Chained)).Signatures).Count);

    [Fact]
    public void What_others_write_in_between_is_not_in_it()
    {
        var lines = Chained.Split('\n');
        LogRecord[] records = [.. lines.SelectMany((line, at) => new LogRecord[]
        {
            new(Told.Noon, line, null, "pod-a"), new(Told.Noon, $"INFO tick {at}", null, "pod-b"),
        })];

        var context = ContextWriter.Of(Told.Of(Told.Alert()) with { Sources = [Told.Source([.. records])] });

        Assert.Equal("ValueError", context.Exception?.Type);
        Assert.DoesNotContain(context.LastLines, line => line.Text.Contains("tick", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("2026-11-21T02:00:00.0000001Z stderr F ", "2026-11-21T02:00:00.0000002Z stdout F ")]
    [InlineData("", "")]
    public void Another_stream_is_not_in_it(string error, string output)
    {
        string[] lines =
        [
            output + "epoch 2 loss 0.5", error + "Traceback (most recent call last):",
            error + "  File \"/app/a.py\", line 1, in main", output + "epoch 3 loss 0.4", error + "    foo()",
            error + "ValueError: bad", output + "epoch 4 loss 0.3",
        ];
        Material[] materials =
        [
            Told.Log(string.Join('\n', lines)), Told.Lines(lines),
            Told.Of(Told.Alert(("run", "r"))) with
            {
                Runs = [new("etl", Told.Run("r", new() { Log = string.Join('\n', lines) }))],
            },
        ];

        foreach (var context in materials.Select(ContextWriter.Of))
        {
            Assert.Equal(("ValueError", "bad"), (context.Exception?.Type, context.Exception?.Message));
            Assert.Equal("ValueError: bad", context.FirstError?.Text);
            Assert.Single(context.Signatures);
            Assert.Contains(context.LastLines, line => line.Text == "epoch 3 loss 0.4");
            Assert.Equal("epoch 4 loss 0.3", context.LastLines[^1].Text);
        }
    }

    [Fact]
    public void A_stack_trace_that_is_cut_off_names_no_exception()
    {
        var context = ContextWriter.Of(Told.Log(Chained.Split('\n')[1] + "\n  File \"/app/a.py\", line 1, in f\nepoch 3 loss 0.4\nbye"));

        Assert.Null(context.Exception);
        Assert.Equal("bye", context.LastLines[^1].Text);
    }

    [Fact]
    public void During_handling_the_last_one_counts()
    {
        var log = Chained.Replace(
            "The above exception was the direct cause of the following exception",
            "During handling of the above exception, another exception occurred", StringComparison.Ordinal);

        Assert.Equal("RuntimeError", ContextWriter.Of(Told.Log(log)).Exception?.Type);
    }

    [Fact]
    public void A_record_of_json_has_its_stack_trace_in_a_member()
    {
        var json = """{"level":"error","message":"load failed","exc_info":"Traceback (most recent call last):\n  File \"/app/a.py\", line 1, in f\nKeyError: 'x'"}""";

        var context = ContextWriter.Of(Told.Log(json));

        Assert.Equal("KeyError", context.Exception?.Type);
        Assert.Equal("load failed", context.FirstError?.Text);
    }

    [Fact]
    public void The_first_error_is_what_a_stack_trace_says_and_not_its_head()
    {
        var log = "INFO begin\nTraceback (most recent call last):\n  File \"/app/a.py\", line 1, in f\nKeyError: 'x'";

        Assert.Equal("KeyError: 'x'", ContextWriter.Of(Told.Log(log)).FirstError?.Text);
    }

    [Theory]
    [InlineData("2026-11-21 02:00:00 ERROR task failed: ValueError: bad input 5\nTraceback (most recent call last):\n  File \"/app/a.py\", line 1, in f\n    g()\nValueError: bad input 5",
        "ValueError", "bad input 5", "  File \"/app/a.py\", line 1, in f")]
    [InlineData("Error: x\nError in `mutate()`:\n! bad column\nCalls: mutate\nExecution halted", "Error", "bad column", "Calls: mutate")]
    [InlineData("ERROR run: IOError: x\nsecond line\npanic: no rows\n\ngoroutine 1 [running]:\nmain.f(0x1)\n\t/src/a.go:1 +0x1", "panic", "no rows", "main.f(0x1)")]
    [InlineData("java.io.IOException: x\n\tat com.shop.A.f(A.java:1)\n\nTraceback (most recent call last):\n  File \"/app/a.py\", line 1, in f\nKeyError: 'x'",
        "KeyError", "'x'", "  File \"/app/a.py\", line 1, in f")]
    public void A_line_above_that_names_an_exception_hides_no_stack_trace(string log, string type, string message, string frame)
    {
        var found = ContextWriter.Of(Told.Log(log)).Exception;

        Assert.Equal((type, message), (found?.Type, found?.Message));
        Assert.Contains(frame, found!.Stack);
    }

    [Theory]
    [InlineData("second line of message\nthird line")]
    [InlineData("[SQL: SELECT 1]\n(Background on this error at: https://sqlalche.me/e/20/e3q8)")]
    [InlineData("second line\n  indented\nfourth line")]
    public void A_message_of_several_lines_keeps_the_cause(string more)
    {
        var log = Chained.Replace("int()\n", "int()\n" + more + "\n", StringComparison.Ordinal);

        var found = ContextWriter.Of(Told.Log(log)).Exception;

        Assert.Equal(("ValueError", "invalid literal for int()"), (found?.Type, found?.Message));
        Assert.Contains("RuntimeError: load failed", found!.Stack);
    }

    [Fact]
    public void What_is_written_after_a_stack_trace_is_not_in_it()
    {
        var log = Chained.Split("\n\n")[0] + "\nsaved 3 of 7\n  epoch 4\nKilled\nbye\nTraceback (most recent call last):\n  File \"/app/b.py\", line 1, in g\nKeyError: 'x'";

        var context = ContextWriter.Of(Told.Log(log));

        Assert.Equal("KeyError", context.Exception?.Type);
        Assert.Equal("SIGKILL", context.Exit?.Signal);
        Assert.Contains(context.LastLines, line => line.Text == "saved 3 of 7");
        Assert.Equal(3, context.Signatures.Length);
    }

    [Fact]
    public void An_empty_line_above_a_stack_trace_is_not_the_first_error()
    {
        LogRecord record = new(Told.Noon, "\nTraceback (most recent call last):\n  File \"/app/a.py\", line 1, in f\nKeyError: 'x'", Level.Error);

        var context = ContextWriter.Of(Told.Of(Told.Alert()) with { Sources = [Told.Source([record])] });

        Assert.Equal("KeyError: 'x'", context.FirstError?.Text);
    }

    [Fact]
    public void A_stack_of_thousands_of_frames_is_bounded()
    {
        var frames = string.Concat(Enumerable.Range(0, 5000).Select(n => $"\n\tat com.shop.A.f{n}(A.java:{n})"));

        var found = ContextWriter.Of(Told.Log("java.lang.StackOverflowError: deep" + frames)).Exception!;

        Assert.True(found.Stack.Length <= 60);
    }
}
