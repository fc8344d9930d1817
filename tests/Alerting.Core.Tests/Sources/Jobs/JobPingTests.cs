using System.Text;
using Alerting.Core.Jobs.Events;
using Alerting.Core.Sources;
using Alerting.Core.Sources.Jobs;
using Xunit;

namespace Alerting.Core.Tests.Sources.Jobs;

public sealed class JobPingTests
{
    [Theory]
    [InlineData(null, JobEventType.Success, null)]
    [InlineData("start", JobEventType.Start, null)]
    [InlineData("fail", JobEventType.Fail, null)]
    [InlineData("log", JobEventType.Status, null)]
    [InlineData("0", JobEventType.Success, 0)]
    [InlineData("1", JobEventType.Fail, 1)]
    [InlineData("255", JobEventType.Fail, 255)]
    public void What_follows_the_job_says_what_happened(string? word, JobEventType type, int? exitCode)
    {
        var said = Assert.Single(JobPing.Read("backup", word, "r-1", "done\n"u8.ToArray()).Events);

        Assert.Equal((type, "backup", "r-1", exitCode), (said.Type, said.Job, said.Run, said.ExitCode));
        Assert.Equal(("done\n", true), (said.Log, said.IsPing));
    }

    [Theory]
    [InlineData("256")]
    [InlineData("-1")]
    [InlineData("finish")]
    [InlineData("")]
    [InlineData("START")]
    public void Anything_else_is_refused(string word) => Assert.Equal(
        "what follows the job: expected start, fail, log or an exit code from 0 to 255, not \"" + word + "\"",
        JobPing.Read("backup", word, null, default).Unreadable);

    [Fact]
    public void A_rid_that_cannot_be_used_does_not_cost_the_ping()
    {
        var read = JobPing.Read("backup", "fail", new('r', 257), default);

        Assert.Null(Assert.Single(read.Events).Run);
        Assert.Equal(new Rejection("?rid", "expected at most 256 characters, not 257"), Assert.Single(read.Rejected));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public void Without_a_rid_the_run_has_no_name(string? rid)
    {
        var said = Assert.Single(JobPing.Read("backup", null, rid, default).Events);

        Assert.Null(said.Run);
        Assert.Null(said.Log);
    }

    [Fact]
    public void Of_a_log_of_fifty_megabytes_the_last_64_kilobytes_are_kept_from_a_whole_character_on()
    {
        var body = Encoding.UTF8.GetBytes(new string('漢', 17_000_000) + "end");

        var log = Assert.Single(JobPing.Read("backup", "fail", null, body).Events).Log!;

        Assert.EndsWith("漢end", log, StringComparison.Ordinal);
        Assert.DoesNotContain('\uFFFD', log);
        Assert.InRange(Encoding.UTF8.GetByteCount(log), JobLimits.Log - 3, JobLimits.Log);
    }

    [Fact]
    public void Bytes_that_are_no_text_do_not_grow_a_log_beyond_its_limit()
    {
        var log = Assert.Single(JobPing.Read("backup", "log", null, Enumerable.Repeat((byte)0xFF, 200_000).ToArray()).Events).Log!;

        Assert.InRange(Encoding.UTF8.GetByteCount(log), JobLimits.Log - 3, JobLimits.Log);
    }
}
