using Alerting.Core.Jobs.Events;
using Alerting.Core.Logs;
using Alerting.Testing.Vendors;
using Alerting.Testing.Vendors.Logs;
using Xunit;

namespace Alerting.Adapters.Tests.Logs;

/// <summary>What every kind that calls a vendor does alike.</summary>
public sealed class LogSourceConformanceTests
{
    private const string Esc = "\u001b";

    public static TheoryData<string> Kinds => LogStage.Kinds;

    [Theory, MemberData(nameof(Kinds))]
    public async Task Records_come_the_oldest_first_with_time_level_and_origin(string kind)
    {
        await using var stage = await LogStage.Of(
            kind, new(LogStage.Noon.AddMinutes(-2), "begin", "INFO"), new(LogStage.Noon.AddMinutes(-1), "end", "ERROR"));

        var found = Assert.IsType<LogAnswer.Found>(await stage.Find());

        Assert.Equal(
            [
                new(LogStage.Noon.AddMinutes(-2), "begin", Level.Info, "pod-1"),
                new(LogStage.Noon.AddMinutes(-1), "end", Level.Error, "pod-1"),
            ],
            found.Records);
        Assert.Null(found.Partial);
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task No_records_are_an_answer(string kind)
    {
        await using var stage = await LogStage.Of(kind);

        var found = Assert.IsType<LogAnswer.Found>(await stage.Find());

        Assert.Empty(found.Records);
        Assert.Null(found.Partial);
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task No_more_than_the_newest_are_asked_for(string kind)
    {
        await using var stage = await LogStage.Of(kind, [.. Enumerable.Range(0, 30).Select(Line)]);

        var found = Assert.IsType<LogAnswer.Found>(await stage.Find(it => it with { MostRecords = 3 }));

        Assert.Equal(["line 27", "line 28", "line 29"], found.Records.Select(it => it.Text));
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task A_long_record_is_cut_and_terminal_escapes_are_taken_out(string kind)
    {
        await using var stage = await LogStage.Of(
            kind, new(LogStage.Noon, new string('x', 20_000)), new(LogStage.Noon, $"{Esc}[31mred{Esc}[0m\0 <b>*x*</b> {{{{ .x }}}}"));

        var found = Assert.IsType<LogAnswer.Found>(await stage.Find());

        Assert.Contains(found.Records, it => it.Text == "red\uFFFD <b>*x*</b> {{ .x }}");
        Assert.InRange(found.Records.Max(it => it.Text.Length), 500, 16 * 1024);
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task A_long_record_is_cut_between_words_so_that_half_a_credential_is_not_all_there_is_of_it(string kind)
    {
        await using var stage = await LogStage.Of(
            kind, Line(1) with { Text = string.Concat(Enumerable.Range(1, 2_000).Select(n => $"word-{n:D8} ")) });

        var found = Assert.IsType<LogAnswer.Found>(await stage.Find());

        Assert.Matches("^(word-[0-9]{8} )+…$", Assert.Single(found.Records).Text);
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task Where_records_are_larger_than_what_is_read_fewer_are_asked_for(string kind)
    {
        await using var stage = await LogStage.Of(
            kind, [.. Enumerable.Range(0, 100).Select(n => Line(n) with { Text = $"{n} {new string('x', 4_000)}" })]);

        var found = Assert.IsType<LogAnswer.Found>(
            await stage.Find(it => it with { MostRecords = 100, MostBytes = 128 * 1024 }));

        Assert.NotNull(found.Partial);
        Assert.Equal(10, found.Records.Length);
        Assert.StartsWith("99 ", found.Records[^1].Text, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task An_answer_that_is_too_large_however_few_are_asked_for_is_said_to_be(string kind)
    {
        await using var stage = await LogStage.Of(kind, Line(1) with { Text = new string('x', 200_000) });

        var failed = Assert.IsType<LogAnswer.Failed>(await stage.Find(it => it with { MostBytes = 64 * 1024 }));

        Assert.Equal(
            ("the answer is larger than the 65536 bytes that are read (most_bytes)", false), (failed.Why, failed.CanHelp));
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task Another_shape_is_said_to_be_one(string kind)
    {
        foreach (var lie in (VendorAnswer[])[LogJson.Html, LogJson.OtherShape, LogJson.Truncated, VendorAnswer.Status(200, "[]")])
        {
            await using var stage = await LogStage.Of(kind);
            await stage.Warm();
            stage.Server.Respond(lie);

            var failed = Assert.IsType<LogAnswer.Failed>(await stage.Find());

            Assert.Equal(
                ($"{kind} answered what is not the shape of its answers; is the address right?", false),
                (failed.Why, failed.CanHelp));
        }
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task What_may_pass_can_be_asked_again(string kind)
    {
        foreach (var status in (int[])[408, 429, 500, 502, 503, 504])
        {
            await using var stage = await LogStage.Of(kind);
            await stage.Warm();
            stage.Server.Respond(VendorAnswer.Status(status, "busy", retryAfter: "7"));

            var failed = Assert.IsType<LogAnswer.Failed>(await stage.Find());

            Assert.Equal((true, TimeSpan.FromSeconds(7)), (failed.CanHelp, failed.After));
            Assert.EndsWith($" answered {status}: busy", failed.Why, StringComparison.Ordinal);
        }
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task What_somebody_has_to_mend_cannot(string kind)
    {
        foreach (var status in (int[])[400, 401, 403, 404])
        {
            await using var stage = await LogStage.Of(kind);
            await stage.Warm();

            // Twice: whose token is refused may ask once more.
            stage.Server.Respond(VendorAnswer.Status(status), VendorAnswer.Status(status));

            var failed = Assert.IsType<LogAnswer.Failed>(await stage.Find());

            Assert.False(failed.CanHelp);
            Assert.Contains($" answered {status}", failed.Why, StringComparison.Ordinal);
        }
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task Who_does_not_answer_in_time_has_failed(string kind)
    {
        var released = new TaskCompletionSource();
        foreach (var slow in (VendorAnswer[])
            [VendorAnswer.Hang(released.Task), VendorAnswer.SlowBody(200, released.Task), LogJson.Dribble(released.Task)])
        {
            await using var stage = await LogStage.Of(kind);
            await stage.Warm();
            stage.Server.Respond(slow);

            var asking = stage.Find(it => it with { Timeout = TimeSpan.FromSeconds(2) });
            await stage.Clock.MoveWhileWaitedFor(asking);

            Assert.Equal(
                new($"{kind} did not answer in time", CanHelp: true), Assert.IsType<LogAnswer.Failed>(await asking));
        }

        released.SetResult();
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task The_deadline_of_the_caller_ends_it_too(string kind)
    {
        var released = new TaskCompletionSource();
        await using var stage = await LogStage.Of(kind);
        await stage.Warm();
        stage.Server.Respond(VendorAnswer.Hang(released.Task));
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(3), stage.Clock);

        var requests = stage.Server.Requests.Count + 1;
        var asking = stage.Source.Find(stage.Query(it => it with { Timeout = TimeSpan.FromMinutes(5) }), deadline.Token);
        for (var n = 0; n < requests; n++)
        {
            await stage.Server.Received(TestContext.Current.CancellationToken);
        }

        Assert.False(asking.IsCompleted);
        stage.Clock.Advance(TimeSpan.FromSeconds(3));

        Assert.True(Assert.IsType<LogAnswer.Failed>(await asking).CanHelp);
        released.SetResult();
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task A_connection_that_breaks_is_no_exception(string kind)
    {
        foreach (var broken in (VendorAnswer[])[VendorAnswer.Reset, VendorAnswer.HalfClose, VendorAnswer.BrokenBody(200)])
        {
            await using var stage = await LogStage.Of(kind);
            await stage.Warm();
            stage.Server.Respond(broken);

            Assert.True(Assert.IsType<LogAnswer.Failed>(await stage.Find()).CanHelp);
        }
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task Nobody_there_is_no_exception(string kind)
    {
        await using var stage = await LogStage.Of(kind);
        await stage.Warm();
        await stage.Server.DisposeAsync();

        Assert.True(Assert.IsType<LogAnswer.Failed>(await stage.Find()).CanHelp);
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task What_is_said_of_a_failure_holds_no_key(string kind)
    {
        await using var stage = await LogStage.Of(kind);
        await stage.Warm();
        stage.Server.Respond(new VendorAnswer(context =>
            VendorAnswer.Status(400, $"you sent {context.Request.Headers.Authorization}").Act(context)));

        var failed = Assert.IsType<LogAnswer.Failed>(await stage.Find());

        var sent = stage.Server.Requests[^1].Header("Authorization")!.Split(' ')[^1];
        Assert.Contains("<secret>", failed.Why, StringComparison.Ordinal);
        Assert.DoesNotContain(sent, failed.Why, StringComparison.Ordinal);
    }

    private static StoredLog Line(int n) => new(LogStage.Noon.AddMinutes(n - 60), $"line {n}");
}
