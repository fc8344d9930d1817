using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Alerting.Testing;
using Alerting.Testing.Processes;
using Xunit;

namespace Alerting.Stories.Cli;

public sealed class ServeStories
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(5);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public Task Asked_to_end_it_ends_with_0_soon() => Late.NotEachTime(Soon, UntilTheEnd);

    private static async Task<TimeSpan> UntilTheEnd()
    {
        using var folder = new ProcessFolder();
        await using var alerting = AlertingProcess.Serve(folder.Data);
        await alerting.Address();

        var watch = Stopwatch.StartNew();
        await alerting.Terminate();

        Assert.Equal(0, await alerting.Exit());
        var took = watch.Elapsed;
        Assert.Empty(alerting.Errors);
        return took;
    }

    [Fact]
    public Task Asked_to_end_during_a_request_whose_body_never_ends_it_ends_with_0_soon() =>
        Late.NotEachTime(Soon, UntilTheEndOfAnEndlessRequest);

    private static async Task<TimeSpan> UntilTheEndOfAnEndlessRequest()
    {
        using var folder = new ProcessFolder();
        await using var alerting = AlertingProcess.Serve(folder.Data);
        var address = await alerting.Address();
        using var client = new TcpClient();
        await client.ConnectAsync(address.Host, address.Port, Stop);
        var stream = client.GetStream();
        await stream.WriteAsync(
            Encoding.ASCII.GetBytes(
                "POST /api/alertmanager HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                + "Content-Length: 100\r\nExpect: 100-continue\r\n\r\n"),
            Stop);

        // The answer to the expectation says that the door is reading.
        Assert.NotEqual(0, await stream.ReadAsync(new byte[100], Stop));
        var watch = Stopwatch.StartNew();
        await alerting.Terminate();

        Assert.Equal(0, await alerting.Exit());
        return watch.Elapsed;
    }

    [Fact]
    public async Task The_environment_of_the_functions_host_does_not_mislead_it()
    {
        using var folder = new ProcessFolder();
        var port = LocalPorts.Free();
        await using var alerting = AlertingProcess.Start(
            [],
            ("FUNCTIONS_CUSTOMHANDLER_PORT", $"{port}"),
            ("ALERTING_DATA", folder.Data),
            ("ALERTING_URLS", "http://0.0.0.0:80"),
            ("ASPNETCORE_URLS", "http://+:80"),
            ("ASPNETCORE_HTTP_PORTS", "80"),
            ("ASPNETCORE_CONTENTROOT", "/azure-functions-host/nowhere"),
            ("ASPNETCORE_ENVIRONMENT", "Development"),
            ("DOTNET_CONTENTROOT", "/nowhere"),
            ("Kestrel__Endpoints__Http__Url", "http://+:81"),
            ("Logging__LogLevel__Default", "None"));

        var address = await alerting.Address();

        Assert.Equal(new Uri($"http://127.0.0.1:{port}"), address);
        using var client = new HttpClient { BaseAddress = address };
        Assert.StartsWith("alerting ", await client.GetStringAsync("/", Stop), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_option_beats_its_environment_variable()
    {
        using var folder = new ProcessFolder();
        await using var alerting = AlertingProcess.Start(
            ["--data", folder.Data],
            ("ALERTING_DATA", "/proc/nowhere"),
            ("ALERTING_URLS", "http://127.0.0.1:0"));

        await alerting.Address();

        Assert.True(Directory.Exists(folder.Data));
    }

    [Fact]
    public async Task Every_line_it_logs_is_json_and_names_neither_token_nor_body()
    {
        using var folder = new ProcessFolder();
        await using var alerting = AlertingProcess.Start(
            ["--data", folder.Data],
            ("ALERTING_TOKEN", "s3cret-token"),
            ("ALERTING_URLS", "http://127.0.0.1:0"));
        using var client = new HttpClient { BaseAddress = await alerting.Address() };
        client.DefaultRequestHeaders.Authorization = new("Bearer", "s3cret-token");
        using var content = new StringContent("""{"alerts":"b0dy"}""", Encoding.UTF8, "application/json");
        using var answer = await client.PostAsync("/api/alertmanager", content, Stop);
        await alerting.Terminate();
        await alerting.Exit();

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.NotEmpty(alerting.Output);
        foreach (var line in alerting.Output)
        {
            using var json = JsonDocument.Parse(line);
            Assert.EndsWith("Z", json.RootElement.GetProperty("Timestamp").GetString(), StringComparison.Ordinal);
            Assert.DoesNotContain("s3cret", line, StringComparison.Ordinal);
            Assert.DoesNotContain("b0dy", line, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task That_only_the_token_for_alerts_is_set_is_said_once_at_the_start(bool isOnly)
    {
        const string Says = "ALERTING_INGEST_TOKEN is set and ALERTING_TOKEN is not";
        using var folder = new ProcessFolder();
        await using var alerting = AlertingProcess.Start(
            ["--data", folder.Data, "--urls", "http://127.0.0.1:0"],
            ("ALERTING_INGEST_TOKEN", "ingest"),
            ("ALERTING_TOKEN", isOnly ? "" : "all"));

        await alerting.Address();
        await alerting.Terminate();
        await alerting.Exit();

        Assert.Equal(isOnly ? 1 : 0, alerting.Output.Count(line => line.Contains(Says, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task What_was_accepted_is_there_after_a_crash()
    {
        using var folder = new ProcessFolder();
        await using (var alerting = AlertingProcess.Serve(folder.Data))
        {
            using var client = new HttpClient { BaseAddress = await alerting.Address() };
            using var content = new StringContent(
                """{"alerts":[{"status":"firing","labels":{"alertname":"A"},"startsAt":"2026-01-01T00:00:00Z"}]}""",
                Encoding.UTF8,
                "application/json");
            using var answer = await client.PostAsync("/api/alertmanager", content, Stop);
            answer.EnsureSuccessStatusCode();
            alerting.Kill();
            await alerting.Exit();
        }

        await using var again = AlertingProcess.Serve(folder.Data);
        using var reader = new HttpClient { BaseAddress = await again.Address() };
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        var inbox = "";
        while (!inbox.Contains("alertname", StringComparison.Ordinal) && await timer.WaitForNextTickAsync(Stop))
        {
            inbox = await reader.GetStringAsync("/api/inbox", Stop);
        }

        Assert.Contains("\"A\"", inbox, StringComparison.Ordinal);
    }
}
