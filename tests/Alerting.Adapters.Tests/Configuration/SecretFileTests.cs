using Alerting.Adapters.Channels.Http;
using Alerting.Adapters.Channels.Slack;
using Alerting.Adapters.Configuration;
using Alerting.Adapters.Tests.Channels;
using Alerting.Core.Configuration;
using Alerting.Core.Ports;
using Alerting.Testing;
using Xunit;

namespace Alerting.Adapters.Tests.Configuration;

/// <summary>A secret that is not there is named as far as it is none.</summary>
public sealed class SecretFileTests
{
    [Theory]
    [InlineData("/does/not/exist", "there is no file /does/not/exist")]
    [InlineData("/does/\n/exist", "there is no file /does/ /exist")]
    [InlineData("/", "the file / cannot be read")]
    [InlineData("env:ALERTING_SECRET_ABSENT", "the environment variable ALERTING_SECRET_ABSENT is not set")]
    [InlineData("env:PATH", "the environment variable PATH is not read: its name has to begin with ALERTING_SECRET_")]
    [InlineData("env:ALERTING_SECRET_", "the environment variable ALERTING_SECRET_ is not read: its name has to begin with ALERTING_SECRET_")]
    public void What_cannot_be_read_says_which_and_why(string path, string expected) =>
        Assert.Equal(expected, Assert.ThrowsAny<IOException>(() => SecretFile.Read(path)).Message);

    [Fact]
    public void A_reference_to_a_vault_that_nobody_resolved_is_named_without_it()
    {
        const string Name = "ALERTING_SECRET_UNRESOLVED_IN_TESTS";
        Environment.SetEnvironmentVariable(Name, "@Microsoft.KeyVault(SecretUri=https://vault.example/s3cret)");
        try
        {
            var why = Assert.ThrowsAny<IOException>(() => SecretFile.Read("env:" + Name)).Message;

            Assert.Equal($"the environment variable {Name} holds a Key Vault reference that was not resolved", why);
        }
        finally
        {
            Environment.SetEnvironmentVariable(Name, null);
        }
    }

    [Fact]
    public async Task A_bots_token_that_is_not_set_is_not_blamed_on_http_config()
    {
        using var outbound = new Outbound(new(), new FixedClock());
        var slack = Notices.Slack("https://slack.example/api/chat.postMessage") with
        {
            Channel = "#a",
            AppToken = Secret.FromFile("env:ALERTING_SECRET_SLACK_TOKEN_ABSENT"),
        };

        var receipt = await new SlackChannel(outbound).Send(
            Notices.Of(slack), TestContext.Current.CancellationToken);

        Assert.Equal(
            "nothing was sent: app_token_file: the environment variable ALERTING_SECRET_SLACK_TOKEN_ABSENT is not set",
            Assert.IsType<Receipt.Deferred>(receipt).Why);
    }
}
