using System.Net;
using System.Net.Sockets;
using Alerting.Testing.Processes;
using Xunit;

namespace Alerting.Stories.Cli;

public sealed class CommandLineStories
{
    private const string NothingWrong =
        """
        route:
          receiver: nobody
        receivers:
          - name: nobody
        """;

    private const string TwoFaults =
        """
        route:
          receiver: nobody
          group_wait: soon
          group_interval: later
        receivers:
          - name: nobody
        """;

    [Fact]
    public async Task The_version_is_printed()
    {
        await using var alerting = AlertingProcess.Start(["--version"]);

        Assert.Equal(0, await alerting.Exit());
        Assert.Matches(@"^\d+\.\d+\.\d+", Assert.Single(alerting.Output));
    }

    [Theory]
    [InlineData("check", "--help")]
    [InlineData("serve", "--help")]
    [InlineData("demo", "--help")]
    [InlineData("routes", "--help")]
    [InlineData("template", "--help")]
    [InlineData("send-test", "--help")]
    [InlineData("--help")]
    public async Task Help_is_printed_and_is_no_fault(params string[] args)
    {
        await using var alerting = AlertingProcess.Start(args);

        Assert.Equal(0, await alerting.Exit());
        Assert.Contains("alerting", string.Join('\n', alerting.Output), StringComparison.Ordinal);
        Assert.Empty(alerting.Errors);
    }

    [Theory]
    [InlineData("unknown command \"serv\" (did you mean \"serve\"?)", "serv")]
    [InlineData("unknown command \"frobnicate\"; see", "frobnicate")]
    [InlineData("unknown option --dta (did you mean \"--data\"?)", "serve", "--dta", "x")]
    [InlineData("unknown option --ulrs (did you mean \"--urls\"?)", "--ulrs=http://127.0.0.1:0")]
    [InlineData("--data needs a value", "serve", "--data")]
    [InlineData("--data needs a value", "serve", "--data", "--insecure")]
    [InlineData("--insecure takes no value", "serve", "--insecure=yes")]
    [InlineData("--data is given twice", "serve", "--data", "a", "--data", "b")]
    [InlineData("serve takes no argument \"stray\"", "serve", "stray")]
    [InlineData("check needs at least one PATH", "check")]
    public async Task A_wrong_command_line_ends_with_2_and_one_line_that_says_why(string says, params string[] args)
    {
        await using var alerting = AlertingProcess.Start(args);

        Assert.Equal(2, await alerting.Exit());
        Assert.Contains(says, Assert.Single(alerting.Errors), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_says_ok_to_what_is_right()
    {
        using var folder = new ProcessFolder();
        var path = folder.Write("alertmanager.yml", NothingWrong);
        folder.Write("alerting.yml", "");

        await using var alerting = AlertingProcess.Start(["check", path, folder.Path]);

        Assert.Equal(0, await alerting.Exit());
        Assert.Equal([$"ok {path}", $"ok {folder.Path}"], alerting.Output);
    }

    [Fact]
    public async Task Check_names_every_fault_with_its_line_and_ends_with_1()
    {
        using var folder = new ProcessFolder();
        folder.Write("alertmanager.yml", TwoFaults);

        await using var alerting = AlertingProcess.Start(["check", folder.Path]);

        Assert.Equal(1, await alerting.Exit());
        var output = string.Join('\n', alerting.Output);
        Assert.Contains("error: alertmanager.yml:3: ", output, StringComparison.Ordinal);
        Assert.Contains("error: alertmanager.yml:4: ", output, StringComparison.Ordinal);
        Assert.Contains($"failed {folder.Path}: 2 errors", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_configuration_refuses_the_start_with_all_faults()
    {
        using var folder = new ProcessFolder();
        var path = folder.Write("alertmanager.yml", TwoFaults);

        await using var alerting = AlertingProcess.Serve(folder.Data, "--config", path);

        Assert.Equal(1, await alerting.Exit());
        var first = Assert.Single(
            alerting.Errors, line => line.Contains("alertmanager.yml:3: ", StringComparison.Ordinal));
        Assert.Contains("group_wait", first, StringComparison.Ordinal);
        Assert.Contains("soon", first, StringComparison.Ordinal);
        Assert.Contains(alerting.Errors, line => line.Contains("alertmanager.yml:4: ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_configuration_that_is_not_there_refuses_the_start()
    {
        using var folder = new ProcessFolder();

        await using var alerting = AlertingProcess.Serve(folder.Data, "--config", folder.Path + "/nowhere.yml");

        Assert.Equal(1, await alerting.Exit());
        Assert.Contains("nowhere.yml: no such file", Assert.Single(alerting.Errors), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_port_in_use_refuses_the_start_and_is_named()
    {
        using var folder = new ProcessFolder();
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var url = $"http://127.0.0.1:{((IPEndPoint)taken.LocalEndpoint).Port}";

        await using var alerting = AlertingProcess.Start(["serve", "--urls", url, "--data", folder.Data]);

        Assert.Equal(1, await alerting.Exit());
        Assert.Equal($"alerting: cannot listen on {url}: the port is in use", Assert.Single(alerting.Errors));
    }

    [Fact]
    public async Task A_data_folder_in_use_refuses_the_start_and_is_named()
    {
        using var folder = new ProcessFolder();
        await using var first = AlertingProcess.Serve(folder.Data);
        await first.Address();

        await using var second = AlertingProcess.Serve(folder.Data);

        Assert.Equal(1, await second.Exit());
        Assert.Contains($"data folder {folder.Data} is in use", Assert.Single(second.Errors), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_data_folder_that_cannot_be_made_refuses_the_start()
    {
        using var folder = new ProcessFolder();
        var file = folder.Write("data", "a file, not a folder");

        await using var alerting = AlertingProcess.Serve(file);

        Assert.Equal(1, await alerting.Exit());
        Assert.Contains(file, Assert.Single(alerting.Errors), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://0.0.0.0:0")]
    [InlineData("http://*:0")]
    [InlineData("http://127.0.0.1:0;http://[::]:0")]
    public async Task Listening_beyond_this_machine_without_a_token_is_refused(string urls)
    {
        using var folder = new ProcessFolder();

        await using var alerting = AlertingProcess.Start(["serve", "--urls", urls, "--data", folder.Data]);

        Assert.Equal(1, await alerting.Exit());
        Assert.Contains("ALERTING_TOKEN", Assert.Single(alerting.Errors), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://127.0.0.1:0")]
    [InlineData("127.0.0.1")]
    [InlineData("http://127.0.0.1:99999")]
    [InlineData("http://127.0.0.1:0/base")]
    public async Task What_cannot_be_listened_on_is_refused(string urls)
    {
        using var folder = new ProcessFolder();

        await using var alerting = AlertingProcess.Start(["serve", "--urls", urls, "--data", folder.Data]);

        Assert.Equal(1, await alerting.Exit());
        Assert.Contains("cannot listen on", Assert.Single(alerting.Errors), StringComparison.Ordinal);
    }
}
