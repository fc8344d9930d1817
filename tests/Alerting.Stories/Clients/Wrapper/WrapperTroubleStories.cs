using Alerting.Testing;
using Alerting.Testing.Clients;
using Alerting.Testing.Processes;
using Alerting.Testing.Vendors;
using Xunit;

namespace Alerting.Stories.Clients.Wrapper;

/// <summary>Whatever the alerter does or the machine lacks, the command runs and its exit code is passed on.</summary>
public sealed class WrapperTroubleStories
{
    public static TheoryData<string> Shells => [.. WrapperJob.Shells];

    private static readonly string[] Job = ["--job", "j", "--run", "r", "--", "sh", "-c", "echo ran; exit 3"];

    [Fact]
    public async Task Without_an_address_it_runs_unreported()
    {
        await using var job = WrapperJob.Start(null, Job);

        Assert.Equal(3, await job.End());
        Assert.Equal(
            ("ran\n", "alerting-run: ALERTING_URL is not set: nothing is reported\n"), (job.OutputText, job.Errors));
    }

    [Theory]
    [InlineData("ftp://x", "must start with http:// or https://")]
    [InlineData("http://me:hunter2@x", "must be without user, query and blanks")]
    public async Task An_address_that_cannot_be_is_said_without_printing_it(string url, string why)
    {
        await using var job = WrapperJob.Start(url, Job);

        Assert.Equal(3, await job.End());
        Assert.Contains(why, job.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", job.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_curl_and_wget_it_runs_unreported()
    {
        using var tools = ToolFolder.Of(ToolFolder.Usual);
        await using var job = WrapperJob.StartWith(tools, "http://127.0.0.1:9", Job);

        Assert.Equal(3, await job.End());
        Assert.Equal(
            ("ran\n", "alerting-run: there is neither curl nor wget: nothing is reported\n"),
            (job.OutputText, job.Errors));
    }

    [Theory]
    [InlineData("awk")]
    [InlineData("od")]
    [InlineData("mktemp")]
    public async Task Without_a_tool_it_runs_unreported(string tool)
    {
        using var tools = ToolFolder.Of([.. ToolFolder.Usual.Where(program => program != tool), "curl"]);
        await using var job = WrapperJob.StartWith(tools, "http://127.0.0.1:9", Job);

        Assert.Equal(3, await job.End());
        Assert.Equal("ran\n", job.OutputText);
        Assert.EndsWith(": nothing is reported\n", job.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("curl")]
    [InlineData("wget")]
    public async Task Nobody_listens(string client)
    {
        using var tools = ToolFolder.Of([.. ToolFolder.Usual, client]);
        var url = $"http://127.0.0.1:{LocalPorts.Free()}";
        await using var job = WrapperJob.StartWith(tools, url, Job, WrapperJob.Hasty);

        Assert.Equal(3, await job.End());
        Assert.Equal("ran\n", job.OutputText);
        Assert.Matches(
            @"^alerting-run: the end of j/r was not reported: .*(refused|connect).* \(tries: \d\)\n\z", job.Errors);
    }

    [Theory]
    [InlineData("curl", false)]
    [InlineData("curl", true)]
    [InlineData("wget", false)]
    [InlineData("wget", true)]
    public async Task A_connection_that_never_answers_is_left_in_time(string client, bool drips)
    {
        await using var silent = RawServer.Start(async (stream, stop) =>
        {
            while (drips)
            {
                await stream.WriteAsync("H"u8.ToArray(), stop);
                await RealClock.Instance.Pause(TimeSpan.FromMilliseconds(100), stop);
            }

            await Task.Delay(Timeout.InfiniteTimeSpan, RealClock.Instance, stop);
        });
        using var tools = ToolFolder.Of([.. ToolFolder.Usual, client]);
        var began = RealClock.Instance.GetTimestamp();
        await using var job = WrapperJob.StartWith(tools, "http://" + silent.Address, Job, WrapperJob.Hasty);

        Assert.Equal(3, await job.End());

        Assert.True(RealClock.Instance.GetElapsedTime(began) < TimeSpan.FromSeconds(30));
        Assert.Equal("ran\n", job.OutputText);
        Assert.StartsWith("alerting-run: the end of j/r was not reported: ", job.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("curl")]
    [InlineData("wget")]
    public async Task What_is_refused_for_now_is_sent_again_as_the_same_event(string client)
    {
        using var tools = ToolFolder.Of([.. ToolFolder.Usual, client]);
        await using var doors = await JobDoors.Start();
        doors.Edge.Respond(
            VendorAnswer.Status(200, """{"accepted":1,"rejected":[]}"""),
            VendorAnswer.Status(503),
            VendorAnswer.Status(429, retryAfter: "2"));
        var began = RealClock.Instance.GetTimestamp();
        await using var job = WrapperJob.StartWith(tools, doors.Url, Job);

        Assert.Equal(3, await job.End());

        Assert.Equal("", job.Errors);
        Assert.True(RealClock.Instance.GetElapsedTime(began) >= TimeSpan.FromSeconds(3));
        Assert.Equal(["fail"], doors.Verbs);
        Assert.Single(doors.Edge.Requests.Skip(1).Select(request => request.Text).Distinct());
    }

    [Theory]
    [InlineData("curl")]
    [InlineData("wget")]
    public async Task An_end_of_which_a_member_was_left_out_was_reported(string client)
    {
        const string Partly = """{"accepted":1,"rejected":[{"path":"$.trace_id","reason":"expected a text"}]}""";
        using var tools = ToolFolder.Of([.. ToolFolder.Usual, client]);
        await using var doors = await JobDoors.Start();
        doors.Edge.Respond(VendorAnswer.Status(200, Partly), VendorAnswer.Status(200, Partly));
        await using var job = WrapperJob.StartWith(tools, doors.Url, Job);

        Assert.Equal(3, await job.End());

        Assert.Equal(
            "alerting-run: of the end of j/r the alerter left something out: "
            + """{"path":"$.trace_id","reason":"expected a text"}""" + "\n",
            job.Errors);
        Assert.Equal(2, doors.Edge.Requests.Count);
    }

    [Fact]
    public async Task A_partition_is_a_name_without_line_ends()
    {
        await using var doors = await JobDoors.Start();
        await using var job = WrapperJob.Start(doors.Url, ["--partition", "eu\nwest", .. Job]);

        Assert.Equal(3, await job.End());

        Assert.Equal("", job.Errors);
        Assert.Equal(["start", "fail"], doors.Verbs);
    }

    [Fact]
    public async Task Three_tries_and_no_more()
    {
        await using var doors = await JobDoors.Start();
        doors.Edge.Respond([.. Enumerable.Repeat(VendorAnswer.Status(503), 9)]);
        await using var job = WrapperJob.Start(doors.Url, Job);

        Assert.Equal(3, await job.End());

        Assert.Equal("alerting-run: the end of j/r was not reported: HTTP 503 (tries: 3)\n", job.Errors);
        Assert.Equal(3, doors.Edge.Requests.Count(request => request.Path.EndsWith("/fail", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("curl")]
    [InlineData("wget")]
    public async Task A_longer_wait_than_the_bound_is_given_up_at_once(string client)
    {
        using var tools = ToolFolder.Of([.. ToolFolder.Usual, client]);
        await using var doors = await JobDoors.Start();
        doors.Edge.Respond(
            VendorAnswer.Status(200, """{"accepted":1,"rejected":[]}"""), VendorAnswer.Status(429, retryAfter: "500"));
        await using var job = WrapperJob.StartWith(tools, doors.Url, Job);

        Assert.Equal(3, await job.End());

        Assert.Equal("alerting-run: the end of j/r was not reported: HTTP 429 (tries: 1)\n", job.Errors);
    }

    [Theory]
    [InlineData("curl", 401)]
    [InlineData("curl", 307)]
    [InlineData("wget", 401)]
    [InlineData("wget", 307)]
    public async Task What_no_repeat_can_help_is_not_repeated_nor_followed(string client, int status)
    {
        using var tools = ToolFolder.Of([.. ToolFolder.Usual, client]);
        await using var other = await JobDoors.Start();
        await using var doors = await JobDoors.Start();
        var answer = status == 307 ? VendorAnswer.Redirect(other.Url, status) : VendorAnswer.Status(status);
        doors.Edge.Respond(answer, answer);
        await using var job = WrapperJob.StartWith(tools, doors.Url, Job);

        Assert.Equal(3, await job.End());

        Assert.Equal(2, doors.Edge.Requests.Count);
        Assert.Empty(other.Edge.Requests);
        Assert.Contains($"the end of j/r was not reported: HTTP {status}", job.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_that_answers_200_to_all_is_no_alerter()
    {
        await using var doors = await JobDoors.Start();
        doors.Edge.Respond([.. Enumerable.Repeat(VendorAnswer.Status(200, "<html>Sign in</html>"), 2)]);
        await using var job = WrapperJob.Start(doors.Url, Job);

        Assert.Equal(3, await job.End());

        Assert.Contains("not an alerter's answer: is ALERTING_URL right?", job.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_start_that_was_lost_is_said_and_the_end_says_all_of_it()
    {
        await using var doors = await JobDoors.Start();
        doors.Edge.Respond(VendorAnswer.Status(404));
        await using var job = WrapperJob.Start(doors.Url, ["--kind", "manual", .. Job]);

        Assert.Equal(3, await job.End());

        Assert.StartsWith(
            "alerting-run: the start of j/r was not reported: HTTP 404", job.Errors, StringComparison.Ordinal);
        Assert.Equal("manual", doors.Single("fail").Text("kind"));
    }

    [Theory]
    [InlineData("ALERTING_TIMEOUT", "x.5")]
    [InlineData("ALERTING_TIMEOUT", "08.5")]
    [InlineData("ALERTING_GIVE_UP_AFTER", "1.2.3")]
    [InlineData("ALERTING_ATTEMPT", "08")]
    [InlineData("ALERTING_LOG_BYTES", "$(exit)")]
    public async Task A_setting_that_is_none_is_said_and_the_usual_one_taken(string name, string value)
    {
        await using var doors = await JobDoors.Start();
        await using var job = WrapperJob.Start(doors.Url, Job, (name, value));

        Assert.Equal(3, await job.End());

        Assert.Equal(["start", "fail"], doors.Verbs);
        Assert.Matches(
            @"^alerting-run: [a-z_]+: expected a whole number from \d+ to \d+; '\d+' is used\n\z", job.Errors);
    }

    [Theory]
    [InlineData("ALERTING_TIMEOUT", "2.5")]
    [InlineData("ALERTING_GIVE_UP_AFTER", ".5")]
    public async Task Seconds_may_have_fractions(string name, string value)
    {
        await using var doors = await JobDoors.Start();
        await using var job = WrapperJob.Start(doors.Url, Job, (name, value));

        Assert.Equal((3, ""), (await job.End(), job.Errors));
    }

    [Theory]
    [MemberData(nameof(Shells))]
    public async Task A_command_that_removes_our_files_keeps_its_output_and_its_exit_code(string shell)
    {
        await using var doors = await JobDoors.Start();
        var (job, tools) = WrapperJob.StartIn(
            shell,
            doors.Url,
            ["--job", "j", "sh", "-c", "rm -rf \"${ALERTING_WRAPPED%/*}\"; echo ran; echo too >&2; exit 3"],
            WrapperJob.Hasty);
        using (tools)
        {
            await using (job)
            {
                Assert.Equal(3, await job.End());
                Assert.Equal("ran\n", job.OutputText);
                Assert.StartsWith("too\n", job.Errors, StringComparison.Ordinal);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Shells))]
    public async Task A_signal_before_the_command_has_begun_is_not_lost(string shell)
    {
        var released = new TaskCompletionSource();
        await using var doors = await JobDoors.Start();
        doors.Edge.Respond(VendorAnswer.Hang(released.Task));
        var (job, tools) = WrapperJob.StartIn(shell, doors.Url, ["--job", "j", "sleep", "300"], WrapperJob.Hasty);
        using (tools)
        {
            await using (job)
            {
                // The start is told while the command is being started.
                await doors.Wait(seen => seen.Edge.Requests.Count > 0, TestContext.Current.CancellationToken);
                await job.Signal("TERM");

                Assert.Equal(143, await job.End());
            }
        }

        released.SetResult();
        Assert.Equal("SIGTERM", doors.Single("fail").Text("signal"));
    }

    [Fact]
    public async Task Nothing_is_left_in_the_folder_for_temporary_files()
    {
        using var folder = new ProcessFolder();
        await using var doors = await JobDoors.Start();
        await using var job = WrapperJob.Start(doors.Url, Job, ("TMPDIR", folder.Path));

        Assert.Equal(3, await job.End());

        Assert.Equal(2, doors.Events.Count);
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Path));
    }
}
