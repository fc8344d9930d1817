using Alerting.Core.Logs.Said;
using Xunit;

namespace Alerting.Core.Tests.Logs.Said;

public sealed class JsonRecordTests
{
    [Theory]
    [InlineData("""{"level":50,"msg":"failed","err":{"type":"TypeError","message":"x is not a function","stack":"TypeError: x is not a function\n    at f (/app/a.js:3:5)"}}""",
        "TypeError", "x is not a function")]
    [InlineData("""{"log.level":"ERROR","message":"failed","error":{"type":"java.io.IOException","message":"disk full","stack_trace":"java.io.IOException: disk full\n\tat com.shop.A.f(A.java:1)"}}""",
        "java.io.IOException", "disk full")]
    [InlineData("""{"log":{"level":"ERROR"},"message":"failed","error":{"type":"java.io.IOException","message":"disk full","stack_trace":"\tat com.shop.A.f(A.java:1)"}}""",
        "java.io.IOException", "disk full")]
    [InlineData("""{"Timestamp":"2026-11-21T02:00:00Z","Level":"Error","MessageTemplate":"failed","Exception":"System.IO.IOException: disk full\n   at Shop.Rows.Read(String path)"}""",
        "System.IO.IOException", "disk full")]
    [InlineData("""{"@t":"2026-11-21T02:00:00Z","@l":"Error","@mt":"failed","@x":"System.IO.IOException: disk full\n   at Shop.Rows.Read(String path)"}""",
        "System.IO.IOException", "disk full")]
    [InlineData("""{"LogLevel":"Error","Message":"failed","Exception":"System.IO.IOException: disk full\n   at Shop.Rows.Read(String path)"}""",
        "System.IO.IOException", "disk full")]
    [InlineData("""{"level":"error","msg":"failed","error":"disk full","stack":["Error: disk full","    at f (/app/a.js:3:5)"]}""",
        "Error", "disk full")]
    public void The_exception_is_read_wherever_a_library_writes_it(string json, string type, string message)
    {
        var context = ContextWriter.Of(Told.Log(json));

        Assert.Equal("failed", context.FirstError?.Text);
        Assert.Equal((type, message), (context.Exception?.Type, context.Exception?.Message));
        Assert.StartsWith(type, Assert.Single(context.Signatures).Template, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"severity":"ERROR","message":"job failed","exception":{"type":"ValueError","value":"bad input"}}""", "job failed: ValueError: bad input")]
    [InlineData("""{"level":"error","event":"job failed","exception":[{"exc_type":"ValueError","exc_value":"bad input","frames":[]}]}""", "job failed: ValueError: bad input")]
    [InlineData("""{"level":"error","msg":"job failed","error":"disk full"}""", "job failed: disk full")]
    [InlineData("""{"level":"ERROR","msg":"job failed: EOF","err":"EOF"}""", "job failed: EOF")]
    [InlineData("""{"log.level":"error","message":"job failed","error.message":"disk full"}""", "job failed: disk full")]
    [InlineData("""{"level":"error","error":"disk full"}""", "disk full")]
    [InlineData("""{"@l":"Fatal","@m":"no rows in 7","@mt":"no rows in {Part}"}""", "no rows in 7")]
    [InlineData("""{"level":"error","message":"job failed","error":{"code":5},"exc_info":true}""", "job failed")]
    public void Records_without_frames_are_one_line_that_says_why(string json, string text)
    {
        var context = ContextWriter.Of(Told.Log(json));

        Assert.Equal(text, context.FirstError?.Text);
        Assert.Single(context.Signatures);
    }

    [Theory]
    [InlineData("""{"level":30,"msg":"done","err":null}""")]
    [InlineData("""{"@mt":"done","@x":""}""")]
    [InlineData("""{"Level":"Information","RenderedMessage":"done","Exception":null}""")]
    public void Records_of_what_went_well_are_no_errors(string json)
    {
        var context = ContextWriter.Of(Told.Log(json));

        Assert.Null(context.FirstError);
        Assert.Equal("done", Assert.Single(context.LastLines).Text);
    }

    [Fact]
    public void Causes_that_differ_are_kinds_that_differ()
    {
        var context = ContextWriter.Of(Told.Lines(
            """{"level":"error","msg":"failed","err":"disk full"}""", """{"level":"error","msg":"failed","err":"no route"}"""));

        Assert.Equal(2, context.Signatures.Length);
    }
}
