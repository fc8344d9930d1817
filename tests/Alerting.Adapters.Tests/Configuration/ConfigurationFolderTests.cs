using System.Text;
using Alerting.Adapters.Configuration;
using Alerting.Core.Configuration;
using Alerting.Core.Configuration.Integrations;
using Xunit;

namespace Alerting.Adapters.Tests.Configuration;

public sealed class ConfigurationFolderTests : IDisposable
{
    private const string Theirs = "route: {receiver: a}\nreceivers: [{name: a, webhook_configs: [{url_file: /gone/for/good}]}]\n";
    private const string Ours = "max_age: 2h\nreceivers: [{name: a, inbox_configs: [{}]}]\n";

    private readonly string folder = Directory.CreateTempSubdirectory("alerting-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData("")]
    [InlineData("alertmanager.yml")]
    [InlineData("alerting.yml")]
    public void The_folder_and_either_file_load_both(string named)
    {
        Write("alertmanager.yml", Theirs);
        Write("alerting.yml", Ours);

        var loaded = ConfigurationFolder.Load(Path.Combine(folder, named));

        Assert.Equal(["webhook[0]", "inbox[0]"], loaded.Result.Configuration!.Receivers[0].Integrations.Select(one => one.Id));
        Assert.Equal(TimeSpan.FromHours(2), loaded.Result.Configuration.MaxAge);
        Assert.Equal(ConfigurationText.Hash(new("", Theirs), new("", Ours)), loaded.Own?.Hash);
    }

    [Fact]
    public void A_file_of_another_name_counts_as_alertmanagers_and_brings_the_one_beside_it()
    {
        Write("production.yaml", Theirs);
        Write("alerting.yml", Ours);
        Write("alertmanager.yml", "not: this");

        var loaded = ConfigurationFolder.Load(Path.Combine(folder, "production.yaml"));

        Assert.Equal(TimeSpan.FromHours(2), loaded.Result.Configuration!.MaxAge);
        Assert.Equal("a", loaded.Result.Configuration.Route.Receiver);
    }

    [Fact]
    public void A_missing_file_of_a_secret_is_a_warning()
    {
        Write("alertmanager.yml", Theirs);

        var warning = Assert.Single(ConfigurationFolder.Load(folder).Result.Warnings);

        Assert.Equal(("alertmanager.yml", 2, "/gone/for/good"), (warning.File, warning.Line, warning.Value));
    }

    [Fact]
    public void Files_that_http_config_names_are_beside_the_file_and_those_of_receivers_are_not()
    {
        Write("token", "x");
        Write("alertmanager.yml", """
            route: {receiver: a}
            receivers: [{name: a, webhook_configs: [{url_file: token, http_config: {bearer_token_file: token}}]}]
            """);

        var loaded = ConfigurationFolder.Load(folder).Result;

        var hook = Assert.IsType<Integration.Webhook>(loaded.Configuration!.Receivers[0].Integrations[0]);
        Assert.Equal(Path.Combine(folder, "token"), hook.Http.Authorization!.Credentials.File);
        Assert.Equal("token", hook.Url.File);
        Assert.Equal("receivers[0].webhook_configs[0].url_file", Assert.Single(loaded.Warnings).Path);
    }

    [Fact]
    public void A_folder_with_neither_file_is_an_error() =>
        Assert.Equal(
            folder + ": neither alertmanager.yml nor alerting.yml in this folder",
            Assert.Single(ConfigurationFolder.Load(folder).Result.Errors).ToString());

    [Fact]
    public void A_missing_path_is_an_error()
    {
        var path = Path.Combine(folder, "x");

        var loaded = ConfigurationFolder.Load(path);

        Assert.Null(loaded.Own);
        Assert.Equal(path + ": no such file or folder", Assert.Single(loaded.Result.Errors).ToString());
    }

    [Fact]
    public void A_file_that_cannot_be_read_is_an_error_and_not_left_out()
    {
        Write("alertmanager.yml", Theirs);
        Directory.CreateDirectory(Path.Combine(folder, "alerting.yml"));

        var loaded = ConfigurationFolder.Load(folder);

        Assert.Null(loaded.Result.Configuration);
        Assert.Contains("cannot be read", Assert.Single(loaded.Result.Errors).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_not_utf8_is_an_error()
    {
        File.WriteAllBytes(Path.Combine(folder, "alerting.yml"), [0xFF, 0xFE, 0x41]);

        Assert.Equal("alerting.yml: not UTF-8", Assert.Single(ConfigurationFolder.Load(folder).Result.Errors).ToString());
    }

    [Fact]
    public void A_byte_order_mark_does_no_harm()
    {
        File.WriteAllText(Path.Combine(folder, "alerting.yml"), Ours, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true));

        Assert.Empty(ConfigurationFolder.Load(folder).Result.Errors);
    }

    [Theory]
    [InlineData((4 << 20) - 1, true)]
    [InlineData(4 << 20, true)]
    [InlineData((4 << 20) + 1, false)]
    public void A_file_of_more_than_4_MiB_is_refused(int length, bool isRead)
    {
        Write("alertmanager.yml", Theirs.PadRight(length));

        var errors = ConfigurationFolder.Load(folder).Result.Errors.Select(error => error.Message);

        Assert.Equal(isRead ? [] : [$"larger than 4 MiB ({length} bytes)"], errors);
    }

    [Fact]
    public void A_device_without_end_is_refused()
    {
        Assert.SkipUnless(File.Exists("/dev/zero"), "no /dev/zero here");

        Assert.Equal("larger than 4 MiB", Assert.Single(ConfigurationFolder.Load("/dev/zero").Result.Errors).Message);
    }

    private void Write(string name, string text) => File.WriteAllText(Path.Combine(folder, name), text);
}
