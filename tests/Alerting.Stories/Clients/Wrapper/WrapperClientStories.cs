using Alerting.Testing.Clients;
using Alerting.Testing.Mail;
using Alerting.Testing.Processes;
using Alerting.Testing.Vendors;
using Xunit;

namespace Alerting.Stories.Clients.Wrapper;

/// <summary>The wrapper reports with curl or with wget, and shows the token to nobody but the alerter.</summary>
public sealed class WrapperClientStories
{
    private static readonly string[] Job = ["--job", "j", "--run", "r", "--", "sh", "-c", "echo ran; exit 3"];

    [Theory]
    [InlineData("curl")]
    [InlineData("wget")]
    public async Task Both_clients_tell_the_same(string client)
    {
        using var tools = ToolFolder.Of([.. ToolFolder.Usual, client]);
        await using var doors = await JobDoors.Start();
        await using var job = WrapperJob.StartWith(tools, doors.Url, Job);

        Assert.Equal(3, await job.End());

        Assert.Equal(("ran\n", ""), (job.OutputText, job.Errors));
        Assert.Empty(doors.Faults);
        Assert.Equal(["start", "fail"], doors.Verbs);
        Assert.Equal("ran\n", doors.Single("fail").Text("log"));
    }

    [Fact]
    public async Task The_wget_of_busybox_will_do_where_there_is_no_token()
    {
        using var tools = ToolFolder.OfBusybox([.. ToolFolder.Usual, "wget"]);
        await using var doors = await JobDoors.Start(token: null);
        await using var job = WrapperJob.StartWith(tools, doors.Url, Job, ("ALERTING_TOKEN", ""));

        Assert.Equal(3, await job.End());

        Assert.Equal(("ran\n", ""), (job.OutputText, job.Errors));
        Assert.Empty(doors.Faults);
        Assert.Equal(["start", "fail"], doors.Verbs);
    }

    [Fact]
    public async Task The_wget_of_busybox_is_not_given_a_token()
    {
        using var tools = ToolFolder.OfBusybox([.. ToolFolder.Usual, "wget"]);
        await using var doors = await JobDoors.Start();
        await using var job = WrapperJob.StartWith(tools, doors.Url, Job);

        Assert.Equal(3, await job.End());

        Assert.Contains("install curl or GNU wget: nothing is reported", job.Errors, StringComparison.Ordinal);
        Assert.Empty(doors.Edge.Requests);
    }

    [Theory]
    [InlineData("curl")]
    [InlineData("wget")]
    public async Task The_token_is_on_no_command_line(string client)
    {
        var released = new TaskCompletionSource();
        using var tools = ToolFolder.Of([.. ToolFolder.Usual, client]);
        await using var doors = await JobDoors.Start();
        doors.Edge.Respond(VendorAnswer.Hang(released.Task));
        await using var job = WrapperJob.StartWith(tools, doors.Url, ["sleep", "120"], ("ALERTING_TIMEOUT", "60"));
        await doors.Wait(seen => seen.Edge.Requests.Count == 1, TestContext.Current.CancellationToken);

        var lines = CommandLines();

        Assert.Contains(lines, line => line.Contains(client, StringComparison.Ordinal));
        Assert.DoesNotContain(lines, line => line.Contains(JobDoors.Token, StringComparison.Ordinal));
        Assert.Equal("Bearer " + JobDoors.Token, doors.Edge.Requests[0].Header("Authorization"));
        released.SetResult();
        await job.Signal("TERM");
        Assert.Equal(143, await job.End());
    }

    [Theory]
    [InlineData("curl")]
    [InlineData("wget")]
    public async Task Only_a_certificate_that_is_trusted_is_spoken_to(string client)
    {
        using var certificates = new TestCertificates();
        using var certificate = certificates.For("127.0.0.1");
        using var folder = new ProcessFolder();
        using var tools = ToolFolder.Of([.. ToolFolder.Usual, client]);
        await using var doors = await JobDoors.Start(tls => tls.ServerCertificate = certificate);
        var authority = folder.Write("ca.pem", certificates.Authority);

        await using var trusting = WrapperJob.StartWith(tools, doors.Url, Job, ("ALERTING_CA_FILE", authority));
        Assert.Equal((3, ""), (await trusting.End(), trusting.Errors));
        Assert.Equal(["start", "fail"], doors.Verbs);

        await using var strict = WrapperJob.StartWith(tools, doors.Url, Job, WrapperJob.Hasty);
        Assert.Equal(3, await strict.End());
        Assert.Contains("the end of j/r was not reported", strict.Errors, StringComparison.Ordinal);
        Assert.Equal(2, doors.Events.Count);
    }

    [Theory]
    [InlineData("ALERTING_TOKEN", "two words", "the token has characters that a header cannot carry")]
    [InlineData("ALERTING_TOKEN", "two\nlines", "the token has characters that a header cannot carry")]
    [InlineData("ALERTING_TOKEN_FILE", "/nowhere", "ALERTING_TOKEN_FILE cannot be read")]
    public async Task A_token_that_cannot_be_is_said_without_printing_it(string name, string value, string why)
    {
        await using var doors = await JobDoors.Start();
        await using var job = WrapperJob.Start(doors.Url, Job, ("ALERTING_TOKEN", ""), (name, value));

        Assert.Equal(3, await job.End());

        Assert.Equal($"alerting-run: {why}: nothing is reported\n", job.Errors);
        Assert.Empty(doors.Edge.Requests);
    }

    [Theory]
    [InlineData("curl")]
    [InlineData("wget")]
    public async Task A_token_of_any_letters_arrives_as_it_is(string client)
    {
        const string Odd = "a\"b\\c'd$e`f%g;h#i{j}";
        using var tools = ToolFolder.Of([.. ToolFolder.Usual, client]);
        await using var doors = await JobDoors.Start(token: Odd);
        await using var job = WrapperJob.StartWith(tools, doors.Url, Job, ("ALERTING_TOKEN", $" {Odd}\n"));

        Assert.Equal((3, ""), (await job.End(), job.Errors));
        Assert.Equal(["start", "fail"], doors.Verbs);
    }

    [Fact]
    public async Task The_token_can_come_from_a_file()
    {
        using var folder = new ProcessFolder();
        await using var doors = await JobDoors.Start();
        await using var job = WrapperJob.Start(
            doors.Url,
            Job,
            ("ALERTING_TOKEN", ""),
            ("ALERTING_TOKEN_FILE", folder.Write("token", JobDoors.Token + "\n")));

        Assert.Equal(3, await job.End());

        Assert.Equal(["start", "fail"], doors.Verbs);
    }

    private static string[] CommandLines() => [.. Directory.EnumerateDirectories("/proc")
        .Where(folder => int.TryParse(Path.GetFileName(folder), out _))
        .Select(folder =>
        {
            try
            {
                return File.ReadAllText(Path.Combine(folder, "cmdline")).Replace('\0', ' ');
            }
            catch (IOException)
            {
                return "";
            }
        })];
}
