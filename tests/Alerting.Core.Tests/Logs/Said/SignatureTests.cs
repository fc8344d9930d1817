using System.Collections.Immutable;
using Alerting.Core.Alerts;
using Alerting.Core.Logs;
using Alerting.Core.Logs.Said;
using Xunit;

namespace Alerting.Core.Tests.Logs.Said;

public sealed class SignatureTests
{
    [Fact]
    public void Ten_thousand_failing_parts_with_three_causes_have_three_signatures()
    {
        var context = ContextWriter.Of(Parts(Enumerable.Range(0, 10_000)));

        Assert.Equal(10_000, context.Failing);
        Assert.Equal("2026-11-21 / part-9999", context.FirstFailing);
        Assert.Equal(0, context.MoreSignatures);
        Assert.Equal([5000, 3000, 2000], context.Signatures.Select(it => it.Count));
        Assert.Equal([5000, 3000, 2000], context.Signatures.Select(it => it.Failing));
        Assert.StartsWith("ValueError: could not convert string to float: '<*>'", context.Signatures[0].Template);
        Assert.Contains("No space left on device", context.Signatures[1].Template);
        Assert.Contains("connection refused", context.Signatures[2].Template);
        Assert.Equal("2026-11-21 / part-9999", context.Signatures[2].First);
    }

    [Fact]
    public void Alerts_of_ten_thousand_parts_are_mined_alike()
    {
        var alerts = Enumerable.Range(0, 10_000).Select(n => new AlertTold(
            LabelSet.From([new("alertname", "PartFailed"), new("partition", $"part-{n}")]),
            LabelSet.From([new(n % 2 == 0 ? "log" : "message", Cause(n))]),
            Told.Noon.AddSeconds(-n)));

        var context = ContextWriter.Of(new() { Alerts = [.. alerts] });

        Assert.Equal([5000, 3000, 2000], context.Signatures.Select(it => it.Failing));
        Assert.Equal("part-9999", context.FirstFailing);
    }

    [Fact]
    public void The_order_makes_no_difference()
    {
        var order = Enumerable.Range(0, 2000).ToArray();
        var straight = ContextWriter.Of(Parts(order));
        new Random(7).Shuffle(order);

        Assert.Equal(straight.Signatures, ContextWriter.Of(Parts(order)).Signatures);
    }

    [Fact]
    public void A_signature_has_the_same_id_in_every_process() => Assert.Equal(
        "e8abe168", ContextWriter.Of(Told.Lines("ERROR no route to 10.0.0.1")).Signatures.Single().Id);

    [Fact]
    public void Numbers_that_say_what_is_wrong_are_kept()
    {
        var context = ContextWriter.Of(Told.Lines("ERROR HTTP 404 for job 1", "ERROR HTTP 503 for job 2", "ERROR HTTP 404 for job 3"));

        Assert.Equal(["HTTP 404 for job <*>", "HTTP 503 for job <*>"], context.Signatures.Select(it => it.Template));
    }

    [Fact]
    public void Words_that_differ_often_are_names()
    {
        string[] tables = ["orders", "stock", "prices", "visits", "clicks"];
        var context = ContextWriter.Of(Told.Lines([.. tables.Select(table => $"ERROR table {table} is locked")]));

        var signature = Assert.Single(context.Signatures);
        Assert.Equal("table <*> is locked", signature.Template);
        Assert.Equal(5, signature.Count);
    }

    [Fact]
    public void What_was_redacted_is_no_difference() => Assert.Equal(
        ["login of <*> failed with <*>"],
        ContextWriter.Of(Told.Lines("ERROR login of [redacted] failed with 5", "ERROR login of a@example.com failed with 7"))
            .Signatures.Select(it => it.Template));

    [Fact]
    public void Without_any_error_the_last_line_counts()
    {
        var context = ContextWriter.Of(Told.Lines("reading part 1", "reading part 2", "writing 17 rows"));

        Assert.Null(context.FirstError);
        Assert.Equal("writing <*> rows", Assert.Single(context.Signatures).Template);
    }

    [Fact]
    public void Records_are_counted_as_lines_and_by_who_wrote_them()
    {
        var alerts = Enumerable.Range(0, 3).Select(n => new AlertTold(
            LabelSet.From([new("alertname", "A"), new("pod", $"p-{n}")]), LabelSet.Empty, Told.Noon.AddSeconds(n)));
        ImmutableArray<LogRecord> records =
            [.. Enumerable.Range(0, 60_000).Select(n => new LogRecord(Told.Noon, $"ERROR disk {n} full", null, $"p-{n % 2}"))];

        var context = ContextWriter.Of(new() { Alerts = [.. alerts], Sources = [Told.Source(records)] });

        var signature = Assert.Single(context.Signatures);
        Assert.Equal((60_000, 2, "p-0"), (signature.Count, signature.Failing, signature.First));
    }

    private static string Cause(int n) => (n % 10) switch
    {
        < 5 => $"{Told.Noon.AddSeconds(n):yyyy-MM-dd HH:mm:ss} INFO part {n}\nTraceback (most recent call last):\n"
            + $"  File \"/app/load.py\", line 12, in load\n    x = float(v)\nValueError: could not convert string to float: 'v{n}'\n",
        < 8 => $"{Told.Noon.AddSeconds(n):yyyy-MM-dd HH:mm:ss} ERROR write /mnt/out/part-{n}: No space left on device",
        _ => $"time=\"{Told.Noon.AddSeconds(n):O}\" level=error msg=\"dial tcp 10.0.{n % 200}.7:5432: connect: connection refused\"",
    };

    private static Material Parts(IEnumerable<int> order) => Told.Of(Told.Alert(("run", "2026-11-21"))) with
    {
        Runs =
        [
            new("etl", Told.Run("2026-11-21", new()))
            {
                FailedParts = [.. order.Select(n => Told.Run(
                    "2026-11-21", new() { Log = Cause(n), ExitCode = 1 }, $"part-{n}", -n))],
            },
        ],
    };
}
