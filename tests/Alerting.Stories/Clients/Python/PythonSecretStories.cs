using Alerting.Testing.Clients;
using Alerting.Testing.Mail;
using Alerting.Testing.Processes;
using Xunit;

namespace Alerting.Stories.Clients.Python;

/// <summary>The token of a Python job goes to the alerter and nowhere else.</summary>
public sealed class PythonSecretStories
{
    private const string Job = """
        with alerting.job("train", run="r"):
            print("worked")
        """;

    [Fact]
    public async Task The_token_is_in_no_line_whatever_goes_wrong()
    {
        using var folder = new ProcessFolder();
        await using var doors = await JobDoors.Start();
        var file = folder.Write("token", JobDoors.Token + "\n");
        await using var job = PythonJob.Start(doors.Url, """
            TOKEN = open(os.environ["FILE"]).read().strip()
            alerting.configure_logging()
            with alerting.job("train", labels={"note": TOKEN}) as run:
                logging.warning("it is %s", TOKEN, extra={"also": [TOKEN]})
                run.fail(TOKEN)
            os.environ["ALERTING_TOKEN_FILE"] = "/nowhere"
            with alerting.job("train"):
                pass
            os.environ["ALERTING_TOKEN"] = TOKEN + "\n" + "x"
            with alerting.job("train"):
                pass
            """,
            ("ALERTING_TOKEN", ""), ("ALERTING_TOKEN_FILE", file), ("FILE", file));

        Assert.Equal(0, await job.End());

        Assert.Equal(["start", "fail"], doors.Verbs);
        Assert.Equal("***", doors.Single("fail").Text("message"));
        Assert.Contains(
            "ALERTING_TOKEN_FILE cannot be read: No such file or directory", job.Errors, StringComparison.Ordinal);
        Assert.Contains("the token has characters that a header cannot carry", job.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain(JobDoors.Token, job.Errors, StringComparison.Ordinal);
        Assert.All(
            doors.Edge.Requests,
            request => Assert.DoesNotContain(JobDoors.Token, request.Text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Only_a_certificate_that_is_trusted_is_spoken_to()
    {
        using var certificates = new TestCertificates();
        using var certificate = certificates.For("127.0.0.1");
        using var folder = new ProcessFolder();
        await using var doors = await JobDoors.Start(tls => tls.ServerCertificate = certificate);
        var authority = folder.Write("ca.pem", certificates.Authority);

        await using var trusting = PythonJob.Start(doors.Url, Job, ("ALERTING_CA_FILE", authority));
        Assert.Equal(0, await trusting.End());
        Assert.Equal(("", "start,success"), (trusting.Errors, string.Join(',', doors.Verbs)));

        await using var strict = PythonJob.Start(doors.Url, Job);
        Assert.Equal(0, await strict.End());
        Assert.Contains("its certificate is not trusted", strict.Errors, StringComparison.Ordinal);

        await using var lost = PythonJob.Start(doors.Url, Job, ("ALERTING_CA_FILE", "/nowhere"));
        Assert.Equal(0, await lost.End());
        Assert.Contains(
            "ALERTING_CA_FILE cannot be used: No such file or directory", lost.Errors, StringComparison.Ordinal);
        Assert.Equal(2, doors.Events.Count);
    }

    [Fact]
    public async Task An_address_with_a_password_is_refused_without_being_printed()
    {
        await using var job = PythonJob.Start("http://me:hunter2@127.0.0.1:1", Job);

        Assert.Equal(0, await job.End());

        Assert.Equal("worked\n", job.OutputText);
        Assert.DoesNotContain("hunter2", job.Errors, StringComparison.Ordinal);
        Assert.Contains("ALERTING_URL must not hold a user or a password", job.Errors, StringComparison.Ordinal);
    }
}
