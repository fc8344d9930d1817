using Alerting.Core.Configuration;
using Alerting.Core.Configuration.Integrations;
using Xunit;

namespace Alerting.Core.Tests.Configuration.Beyond;

/// <summary><c>webhook_signing</c> of <c>alerting.yml</c>.</summary>
public sealed class SigningFileTests
{
    // 24 and 64 bytes.
    private const string Shortest = "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYX";
    private const string Longest = "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8gISIjJCUmJygpKissLS4vMDEyMzQ1Njc4OTo7PD0+Pw==";

    [Fact]
    public void It_signs_all_webhooks_of_the_receiver_and_no_others()
    {
        var read = Read($"webhook_signing: {{secrets: [{Shortest}, '{Longest}'], secret_files: [f, /g]}}");

        Assert.Empty(read.Errors);
        var (signed, other) = (read.Configuration!.Receivers[0].Integrations, read.Configuration.Receivers[1].Integrations);
        Assert.Equal(3, signed.Length);
        Assert.All(signed.OfType<Integration.Webhook>(), webhook =>
            Assert.Equal([Shortest, Longest, "/etc/f!", "/g!"], webhook.SigningSecrets.Select(it => it.Reveal(file => file + "!"))));
        Assert.Empty(Assert.IsType<Integration.Webhook>(Assert.Single(other)).SigningSecrets);
    }

    [Theory]
    [InlineData("webhook_signing: {secrets: [SECRET]}", ".secrets[0]: a signing secret is whsec_ and the base64 of 24 to 64 bytes (value <secret>)")]
    [InlineData("webhook_signing: {secrets: [whsec_SECRET]}", ".secrets[0]: a signing secret is whsec_ and the base64 of 24 to 64 bytes (value <secret>)")]
    [InlineData("webhook_signing: {secrets: [whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRY=]}", ".secrets[0]: a signing secret is whsec_ and the base64 of 24 to 64 bytes (value <secret>)")]
    [InlineData("webhook_signing: {secrets: ['whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8gISIjJCUmJygpKissLS4vMDEyMzQ1Njc4OTo7PD0+P0A=']}", ".secrets[0]: a signing secret is whsec_ and the base64 of 24 to 64 bytes (value <secret>)")]
    [InlineData("webhook_signing: {secrets: [AAECAwQFBgcICQoLDA0ODxAREhMUFRYX]}", ".secrets[0]: a signing secret is whsec_ and the base64 of 24 to 64 bytes (value <secret>)")]
    [InlineData("webhook_signing: {secrets: SECRET}", ".secrets: cannot unmarshal !!str `<secret>` into []string")]
    [InlineData("webhook_signing: {secrets: [[SECRET]]}", ".secrets[0]: cannot unmarshal !!seq into string")]
    [InlineData("webhook_signing: {}", ": webhook_signing needs a secret in secrets or secret_files")]
    [InlineData("webhook_signing: {secrets: [], secret_files: ~}", ": webhook_signing needs a secret in secrets or secret_files")]
    [InlineData("webhook_signing: SECRET", ": cannot unmarshal !!str `<secret>` into config.plain")]
    [InlineData("webhook_signing: {secret_files: [f], SECRET: 1}", ".?: unknown key, not shown as it may be a secret")]
    public void What_is_wrong_is_said_without_secrets(string key, string expected)
    {
        var errors = Read(key).Errors.Select(error => error.ToString()).ToArray();

        Assert.Contains("alerting.yml:1: receivers[0].webhook_signing" + expected, errors);
        Assert.All(errors, error => Assert.DoesNotContain("SECRET", error, StringComparison.Ordinal));
        Assert.All(errors, error => Assert.DoesNotContain("AAECAw", error, StringComparison.Ordinal));
    }

    [Fact]
    public void A_receiver_without_webhooks_has_nothing_to_sign()
    {
        var read = ConfigurationReader.Read(null, new("alerting.yml", "receivers: [{name: typo, inbox_configs: [{}], webhook_signing: {secret_files: [f]}}]"));

        Assert.Equal(
            ["alerting.yml:1: receivers[0].webhook_signing: the receiver has no webhook_configs to sign"], read.Errors.Select(it => it.ToString()));
    }

    [Fact]
    public void Nothing_of_the_file_is_stated_but_names_of_receivers()
    {
        var alertmanager = new ConfigurationText("alertmanager.yml", "route: {receiver: a}\nreceivers: [{name: a, webhook_configs: [{url: 'http://x'}]}]");
        var alerting = $"fallback: extra\ndelivery: {{fallback_after: 7m, rate_limits: {{slack: []}}}}\noutbound: {{allow: [10.9.8.0/24]}}\nreceivers: [{{name: a, webhook_signing: {{secrets: [{Shortest}]}}, wandb_configs: [{{api_key: k3y}}]}}, {{name: extra, prefect_configs: [{{api_url: 'http://p3', api_key: k3y}}], sendgrid_configs: [{{api_key: k3y, to: t, from: f}}]}}]";

        var alone = ConfigurationReader.Read(alertmanager, null).Configuration!.Original;
        var both = ConfigurationReader.Read(alertmanager, new("alerting.yml", alerting)).Configuration!.Original;

        Assert.Equal(alone.Replace("templates: []", "- name: extra\ntemplates: []", StringComparison.Ordinal), both);
    }

    private static ConfigurationResult Read(string key) => ConfigurationReader.Read(
        new("alertmanager.yml", "route: {receiver: a}\nreceivers: [{name: a, webhook_configs: [{url: 'http://x'}, {url: 'http://y'}]}, {name: b, webhook_configs: [{url: 'http://z'}]}]"),
        new("alerting.yml", $"receivers: [{{name: a, inbox_configs: [{{}}], {key}}}]") { Folder = "/etc" });
}
