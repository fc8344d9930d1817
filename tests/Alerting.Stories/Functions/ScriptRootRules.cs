using System.Runtime.Versioning;
using Alerting.Testing.Functions;
using Xunit;

namespace Alerting.Stories.Functions;

/// <summary>What the host takes from a script root, and what it says of the rest.</summary>
public sealed class ScriptRootRules
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("1st", "{}", "the name is not one of a function")]
    [InlineData("host", "{}", "the name is not one of a function")]
    [InlineData("Wake", "{", "BytePositionInLine")]
    [InlineData("Wake", """{"bindings":[]}""", "0 triggers instead of one")]
    [InlineData("Wake", """{"scriptFile":"run.csx","bindings":[]}""", "the scriptFile is not there")]
    [InlineData("Wake", """{"bindings":[{"type":"timerTrigger","name":"a b","schedule":"0 * * * * *"}]}""",
        "a binding has no proper name")]
    [InlineData("Wake", """{"bindings":[{"type":"timerTrigger","name":"a","schedule":"* * * * *"}]}""",
        "has not six fields")]
    [InlineData("Wake", """{"bindings":[{"type":"timerTrigger","name":"a","schedule":"%NOT_SET%"}]}""",
        "'%NOT_SET%' does not resolve to a value")]
    [InlineData("Wake", """{"bindings":[{"type":"timerTrigger","name":"a","schedule":"0 60 * * * *"}]}""",
        "'60' in a schedule is not a number from 0 to 59")]
    [InlineData("Wake", """{"bindings":[{"type":"serviceBusTrigger","name":"a","queueName":"q","connection":"None"}]}""",
        "no setting is the connection 'None'")]
    [InlineData("Wake", """{"bindings":[{"type":"httpTrigger","name":"a","route":"admin/x"}]}""",
        "the route is the host's own")]
    [InlineData("Wake", """{"bindings":[{"type":"httpTrigger","name":"a","route":"good/one"}]}""",
        "its route is that of Good")]
    [InlineData("Wake", """{"bindings":[{"type":"httpTrigger","name":"a"},{"type":"http","direction":"out","name":"A"}]}""",
        "two bindings have one name")]
    public async Task What_is_wrong_with_a_function_is_a_problem_and_leaves_the_others(
        string name, string json, string problem)
    {
        using var root = new TinyRoot().Http("Good", "good/one").Write(name + "/function.json", json);
        await using var host = await FunctionsHost.Start(root.With(new()));

        Assert.Equal(["Good"], host.Functions);
        Assert.Contains(problem, Assert.Single(host.TakeProblems()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_queue_function_needs_the_extension_bundle()
    {
        using var root = new TinyRoot().Queue("Wake", "wake").Write("host.json", """
            {"version":"2.0","customHandler":{"description":{"defaultExecutablePath":"run"}}}
            """);
        await using var host = await FunctionsHost.Start(root.With(new()));

        var problems = host.TakeProblems();

        Assert.Contains("is not registered", problems[0], StringComparison.Ordinal);
        Assert.Equal("no functions: the handler is never started", problems[1]);
    }

    [Fact]
    public async Task Only_folders_right_under_the_root_are_functions()
    {
        using var root = new TinyRoot().Http("Good", "good").Http("src/Deep", "deep");
        await using var host = await FunctionsHost.Start(root.With(new()));

        Assert.Equal(["Good"], host.Functions);
    }

    [Fact]
    public async Task Without_forwarding_in_host_json_no_request_arrives_as_it_is()
    {
        using var root = new TinyRoot().Http("Good", "good").Write("host.json", """
            {"version":"2.0","customHandler":{"description":{"defaultExecutablePath":"run"}}}
            """);
        await using var host = await FunctionsHost.Start(root.With(new()));

        using var answer = await host.Client.GetAsync("/api/good", Stop);

        Assert.Equal(500, (int)answer.StatusCode);
        Assert.Contains("Good: its requests come as envelopes", Assert.Single(host.TakeProblems()), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("exit 3", 3, "Exceeded http worker restart retry count")]
    [InlineData("exit 0", 1, "exit code 0")]
    [InlineData("[ $(wc -l < starts) -lt 5 ] && exit 200; exit 0", 5, "exit code 0")]
    [InlineData("exec sleep 60", 1, "within the initialization timeout")]
    [UnsupportedOSPlatform("windows")]
    public async Task Exit_codes_say_whether_it_is_started_again(string end, int starts, string says)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "needs a POSIX shell");
        using var root = new TinyRoot().Http("Good", "good").Script("echo start >> starts; echo bye >&2; " + end);
        var options = new FunctionsHostOptions
        {
            Folder = root.Path,
            InitializationTimeout = TimeSpan.FromSeconds(end.StartsWith("exec", StringComparison.Ordinal) ? 1 : 30),
        };

        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => FunctionsHost.Start(options));

        Assert.Contains(says, failure.Message, StringComparison.Ordinal);
        Assert.EndsWith("bye", failure.Message, StringComparison.Ordinal);
        Assert.Equal(starts, (await File.ReadAllLinesAsync(Path.Combine(root.Path, "starts"), Stop)).Length);
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public async Task The_handler_has_the_hosts_environment_and_its_folder()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "needs a POSIX shell");
        using var root = new TinyRoot().Http("Good", "good").Script("pwd > seen; env >> seen; exit 0");
        var options = new FunctionsHostOptions
        {
            Folder = root.Path,
            Settings = new Dictionary<string, string> { ["ALERTING_DATA"] = "here" },
        };

        await Assert.ThrowsAsync<InvalidOperationException>(() => FunctionsHost.Start(options));

        var seen = await File.ReadAllLinesAsync(Path.Combine(root.Path, "seen"), Stop);
        Assert.EndsWith(Path.GetFileName(root.Path), seen[0], StringComparison.Ordinal);
        Assert.Equal(
            [
                "ALERTING_DATA", "ASPNETCORE_CONTENTROOT", "ASPNETCORE_SUPPRESSSTATUSMESSAGES", "ASPNETCORE_URLS",
                "FUNCTIONS_APP_ROOT_PATH", "FUNCTIONS_CUSTOMHANDLER_PORT", "FUNCTIONS_CUSTOMHANDLER_WORKER_ID",
                "FUNCTIONS_HTTPWORKER_ID", "FUNCTIONS_HTTPWORKER_PORT", "FUNCTIONS_WORKER_RUNTIME",
            ],
            seen.Select(line => line.Split('=')[0]).Where(IsOurs).Order(StringComparer.Ordinal));
        Assert.Contains("FUNCTIONS_APP_ROOT_PATH=" + root.Path, seen);
    }

    private static bool IsOurs(string name) => name.StartsWith("ALERTING_", StringComparison.Ordinal)
        || name.StartsWith("ASPNETCORE_", StringComparison.Ordinal)
        || name.StartsWith("FUNCTIONS_", StringComparison.Ordinal);
}
