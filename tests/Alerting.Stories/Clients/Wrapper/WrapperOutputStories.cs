using System.Text;
using Alerting.Testing.Clients;
using Xunit;

namespace Alerting.Stories.Clients.Wrapper;

/// <summary>What a command prints passes the wrapper as it is, and the tail of it is told.</summary>
public sealed class WrapperOutputStories
{
    public static TheoryData<string> Shells => [.. WrapperJob.Shells];

    [Theory]
    [MemberData(nameof(Shells))]
    public async Task All_bytes_pass_and_what_is_no_text_is_told_as_such(string shell)
    {
        const string Print =
            @"printf '\000\001\377\376 \303\244\342\202\254\360\237\230\200 \303 \355\240\200 ""\\\t\r\177\n'";
        await using var doors = await JobDoors.Start();
        var (job, tools) = WrapperJob.StartIn(shell, doors.Url, ["sh", "-c", Print]);
        using (tools)
        {
            await using (job)
            {
                Assert.Equal(0, await job.End());

                byte[] printed =
                [
                    0, 1, 255, 254, 32, .. "ä€😀"u8, 32, 0xC3, 32, 0xED, 0xA0, 0x80, 32, .. "\"\\\t\r\u007f\n"u8,
                ];
                Assert.Equal(printed, job.Output);
            }
        }

        Assert.Empty(doors.Faults);
        Assert.Equal(
            "\u001a\u0001\ufffd\ufffd ä€😀 \ufffd \ufffd \"\\\t\r\u007f\n",
            doors.Single("success").Text("log")!.Replace("\ufffd\ufffd\ufffd", "\ufffd", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Shells))]
    public async Task Much_output_passes_whole_and_its_tail_is_told(string shell)
    {
        await using var doors = await JobDoors.Start();
        var (job, tools) = WrapperJob.StartIn(
            shell, doors.Url, ["sh", "-c", "seq 1 300000; seq 1 200000 >&2"]);
        using (tools)
        {
            await using (job)
            {
                Assert.Equal(0, await job.End());

                Assert.Equal(Counted(300_000), job.OutputText);
                Assert.Equal(Counted(200_000), job.Errors);
            }
        }

        var log = doors.Single("success").Text("log")!;
        Assert.InRange(Encoding.UTF8.GetByteCount(log), 16_000, 16_384);
        Assert.True(
            log.EndsWith("\n200000\n", StringComparison.Ordinal)
            || log.EndsWith("\n300000\n", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("65536", 65_000, 65_536)]
    [InlineData("100", 80, 100)]
    public async Task How_much_is_told_can_be_set(string bytes, int least, int most)
    {
        await using var doors = await JobDoors.Start();
        await using var job = WrapperJob.Start(doors.Url, ["seq", "1", "50000"], ("ALERTING_LOG_BYTES", bytes));

        Assert.Equal(0, await job.End());

        var log = doors.Single("success").Text("log")!;
        Assert.InRange(log.Length, least, most);
        Assert.EndsWith("\n50000\n", log, StringComparison.Ordinal);
        // From the begin of a line.
        Assert.True(int.Parse(log.Split('\n')[0], System.Globalization.CultureInfo.InvariantCulture) > 10_000);
    }

    [Fact]
    public async Task Told_to_keep_nothing_it_tells_nothing_of_the_output()
    {
        await using var doors = await JobDoors.Start();
        await using var job = WrapperJob.Start(doors.Url, ["echo", "quiet"], ("ALERTING_LOG_BYTES", "0"));

        Assert.Equal(0, await job.End());

        Assert.Equal("quiet\n", job.OutputText);
        Assert.False(doors.Single("success").Has("log"));
    }

    [Fact]
    public async Task The_worst_64_KB_fit_into_a_report()
    {
        await using var doors = await JobDoors.Start();
        await using var job = WrapperJob.Start(
            doors.Url, ["sh", "-c", "head -c 100000 /dev/zero | tr '\\000' '\\001'"], ("ALERTING_LOG_BYTES", "65536"));

        Assert.Equal(0, await job.End());

        Assert.Empty(doors.Faults);
        Assert.Equal(new string('\u0001', 65_536), doors.Single("success").Text("log"));
    }

    [Fact]
    public async Task Output_arrives_while_the_command_goes_on()
    {
        await using var doors = await JobDoors.Start();
        await using var job = WrapperJob.Start(
            doors.Url, ["sh", "-c", "printf half; printf more >&2; exec sleep 120"]);

        await job.Says("half");
        await job.Complains("more");
        await job.Signal("TERM");

        Assert.Equal(143, await job.End());
    }

    [Fact]
    public async Task Input_reaches_the_command()
    {
        await using var doors = await JobDoors.Start();
        await using var job = ClientProcess.Start(
            Testing.Peer.Find("dash"),
            [ClientFiles.Wrapper, "cat"],
            new Dictionary<string, string> { ["ALERTING_URL"] = doors.Url, ["ALERTING_TOKEN"] = JobDoors.Token },
            [0, 255, 10]);

        Assert.Equal(0, await job.End());

        Assert.Equal([0, 255, 10], job.Output);
    }

    [Fact]
    public async Task Something_left_running_with_the_outputs_does_not_hold_the_end()
    {
        await using var doors = await JobDoors.Start();
        await using var job = WrapperJob.Start(
            doors.Url, ["sh", "-c", "sleep 300 & echo left $!; exit 4"], WrapperJob.Hasty);

        Assert.Equal(4, await job.Exit());

        var left = int.Parse(job.OutputText.Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture);
        Assert.True(Directory.Exists($"/proc/{left}"));
        Assert.Equal(4, doors.Single("fail").Number("exit_code"));
        await ClientProcess.Signal("KILL", left);
        Assert.Equal(4, await job.End());
    }

    [Theory]
    [MemberData(nameof(Shells))]
    public async Task Obvious_secrets_of_the_output_are_not_told(string shell)
    {
        await using var doors = await JobDoors.Start();
        var (job, tools) = WrapperJob.StartIn(
            shell,
            doors.Url,
            [
                "printf", "%s\\n", "password=hunter2, next", "Authorization: Bearer abcdef123456",
                "psql postgres://me:hunter2@db/x", "{\"api_key\": \"hunter2\"}", "AKIAABCDEFGHIJKLMNOP",
                "Pwd='hunter2';User=me", "https://x/?sv=1&sig=hunter2&y=1", "--db-password hunter2 -v",
                "-----BEGIN PRIVATE KEY-----", "hunter2", "-----END PRIVATE KEY-----", "n_tokens=12",
            ]);
        using (tools)
        {
            await using (job)
            {
                Assert.Equal(0, await job.End());
                Assert.Contains("hunter2", job.OutputText, StringComparison.Ordinal);
            }
        }

        Assert.Equal(
            """
            password=***, next
            Authorization: Bearer ***
            psql postgres://me:***@db/x
            {"api_key": ***}
            ***
            Pwd=***;User=me
            https://x/?sv=1&sig=***&y=1
            --db-password *** -v
            ***
            ***
            ***
            n_tokens=12

            """,
            doors.Single("success").Text("log"));
    }

    [Fact]
    public async Task Output_for_a_slow_reader_is_waited_for()
    {
        await using var doors = await JobDoors.Start();
        await using var job = ClientProcess.Start(
            Testing.Peer.Find("dash"),
            ["-c", $"{{ dash {ClientFiles.Wrapper} --job j seq 1 50000; echo ended; }} | {{ sleep 4; tail -n 2; }}"],
            new Dictionary<string, string> { ["ALERTING_URL"] = doors.Url, ["ALERTING_TOKEN"] = JobDoors.Token });

        Assert.Equal(0, await job.End());

        Assert.Equal("50000\nended\n", job.OutputText);
        Assert.Equal(["start", "success"], doors.Verbs);
    }

    [Theory]
    [InlineData("", "dash")]
    [InlineData("", "bash")]
    [InlineData("", "busybox")]
    [InlineData("env --default-signal=PIPE", "dash")]
    [InlineData("env --default-signal=PIPE", "busybox")]
    public async Task A_command_that_nobody_reads_any_more_ends_as_it_would_without_us(string start, string shell)
    {
        // Started by .NET it ignores SIGPIPE, as a service of systemd does: then a write that fails ends it.
        await using var doors = await JobDoors.Start();
        var shown = shell == "busybox" ? "busybox sh" : shell;
        await using var bare = Pipe(doors, $"{start} {shown} -c 'yes; exit $?'");
        await using var job = Pipe(doors, $"{start} {shown} {ClientFiles.Wrapper} --job j sh -c 'yes; exit $?'");

        Assert.Equal(0, await bare.End());
        Assert.Equal(0, await job.End());

        Assert.Equal("y\n", job.OutputText);
        Assert.Equal(bare.Errors, job.Errors);
        Assert.Equal(["start", "fail"], doors.Verbs);

        static ClientProcess Pipe(JobDoors doors, string command) => ClientProcess.Start(
            Testing.Peer.Find("dash"),
            ["-c", $"{{ {command}; echo $? >&2; }} | head -n 1"],
            new Dictionary<string, string> { ["ALERTING_URL"] = doors.Url, ["ALERTING_TOKEN"] = JobDoors.Token });
    }

    private static string Counted(int last) => string.Concat(Enumerable.Range(1, last).Select(line => $"{line}\n"));
}
