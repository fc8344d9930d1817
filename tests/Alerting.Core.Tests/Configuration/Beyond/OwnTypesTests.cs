using Alerting.Core.Configuration;
using Alerting.Core.Configuration.Integrations;
using Xunit;

namespace Alerting.Core.Tests.Configuration.Beyond;

/// <summary>The types of integration that only <c>alerting.yml</c> has.</summary>
public sealed class OwnTypesTests
{
    [Fact]
    public void Prefect_is_read_whole()
    {
        var all = Read<Integration.Prefect>("prefect", "{api_url: 'http://p:4200/api/', api_key_file: k, flow_run_id: f, artifact: yes, flow_run_note: yes, send_resolved: no, http_config: {enable_http2: no}}");
        var least = Read<Integration.Prefect>("prefect", "{api_url: 'https://p/api', auth_string: 'u:p'}");

        Assert.Equal(("http://p:4200/api", "k!", "f"), (all.ApiUrl, all.ApiKey!.Reveal(file => file + "!"), all.FlowRunId));
        Assert.Equal((true, true, false, false), (all.Artifact, all.FlowRunNote, all.SendResolved, all.Http.Http2));
        Assert.Equal(("https://p/api", "u:p", "{{ .CommonLabels.flow_run_id }}"), (least.ApiUrl, least.AuthString!.Reveal(_ => ""), least.FlowRunId));
        Assert.Equal((false, false, true), (least.Artifact, least.FlowRunNote, least.SendResolved));
        Assert.Null(least.ApiKey);
    }

    [Fact]
    public void Wandb_is_read_whole()
    {
        var all = Read<Integration.Wandb>("wandb", "{api_key: k, base_url: 'http://w/', entity: e, project: p, run: r, wait_duration: 5m, metrics: yes, send_resolved: no}");
        var least = Read<Integration.Wandb>("wandb", "{api_key_file: k}");

        Assert.Equal(("k", "http://w", "e", "p", "r"), (all.ApiKey.Reveal(_ => ""), all.BaseUrl, all.Entity, all.Project, all.Run));
        Assert.Equal((TimeSpan.FromMinutes(5), true, false), (all.WaitDuration, all.Metrics, all.SendResolved));
        Assert.Equal(
            ("https://api.wandb.ai", "{{ .CommonLabels.wandb_entity }}", "{{ .CommonLabels.wandb_project }}", "{{ .CommonLabels.wandb_run_id }}"),
            (least.BaseUrl, least.Entity, least.Project, least.Run));
        Assert.Equal((TimeSpan.FromMinutes(1), false, true), (least.WaitDuration, least.Metrics, least.SendResolved));
    }

    [Fact]
    public void SendGrid_is_read_whole()
    {
        var all = Read<Integration.SendGrid>("sendgrid", "{api_key: k, api_url: 'https://api.eu.sendgrid.com/', to: t@x, from: f@x, reply_to: r@x, subject: s, html: '', text: x, sandbox: yes, categories: [a, b], send_resolved: yes}");
        var least = Read<Integration.SendGrid>("sendgrid", "{api_key: k, to: '{{ .CommonLabels.owner }}', from: f@x}");

        Assert.Equal(("k", "https://api.eu.sendgrid.com", "t@x", "f@x", "r@x"), (all.ApiKey.Reveal(_ => ""), all.ApiUrl, all.To, all.From, all.ReplyTo));
        Assert.Equal(("s", "", "x", true, true), (all.Subject, all.Html, all.Text, all.Sandbox, all.SendResolved));
        Assert.Equal(["a", "b"], all.Categories);
        Assert.Equal(("https://api.sendgrid.com", "", false, false), (least.ApiUrl, least.ReplyTo, least.Sandbox, least.SendResolved));
        Assert.Equal((null, null, null), (least.Subject, least.Html, least.Text));
    }

    [Theory]
    [InlineData("prefect", "~", "missing prefect config")]
    [InlineData("prefect", "{}", "missing api_url in prefect config")]
    [InlineData("prefect", "{api_url: 'ftp://p'}", "unsupported scheme \"ftp\" for URL")]
    [InlineData("prefect", "{api_url: 'http://p:99999'}", "not a URL that can be called")]
    [InlineData("prefect", "{api_url: 'http://p', api_key: SECRET, api_key_file: f}", "at most one of api_key & api_key_file must be configured")]
    [InlineData("prefect", "{api_url: 'http://p', auth_string: 'u:SECRET', auth_string_file: f}", "at most one of auth_string & auth_string_file must be configured")]
    [InlineData("prefect", "{api_url: 'http://p', api_key: SECRET, auth_string: 'u:SECRET'}", "at most one of api_key/api_key_file & auth_string/auth_string_file must be configured")]
    [InlineData("prefect", "{api_url: 'http://p', auth_string: SECRET}", "auth_string must be user:password")]
    [InlineData("prefect", "{api_url: 'http://p', api_key: SECRET, http_config: {bearer_token: SECRET}}", "http_config cannot authorize where api_key does")]
    [InlineData("prefect", "{api_url: 'http://p', auth_string: 'u:SECRET', http_config: {basic_auth: {username: u}}}", "http_config cannot authorize where auth_string does")]
    [InlineData("prefect", "{api_url: 'http://p', artifact: maybe}", "cannot unmarshal !!str `maybe` into bool")]
    [InlineData("prefect", "{api_url: 'http://p', flow_run_id: [a]}", "cannot unmarshal !!seq into string")]
    [InlineData("prefect", "{api_url: 'http://p', flow_run: a}", "unknown key \"flow_run\" (did you mean \"flow_run_id\"?)")]
    [InlineData("prefect", "{api_url: 'http://p', http_config: {nope: 1}}", "unknown key \"nope\"")]
    [InlineData("wandb", "{}", "missing api_key in wandb config")]
    [InlineData("wandb", "{api_key: [SECRET]}", "cannot unmarshal !!seq into config.plain")]
    [InlineData("wandb", "{api_key: SECRET, api_key_file: f}", "at most one of api_key & api_key_file must be configured")]
    [InlineData("wandb", "{api_key: SECRET, wait_duration: 1.5m}", "not a valid duration string: \"1.5m\"")]
    [InlineData("wandb", "{api_key: SECRET, base_url: x}", "unsupported scheme \"\" for URL")]
    [InlineData("wandb", "{api_key: SECRET, http_config: {oauth2: {client_id: c, token_url: 'http://t'}}}", "http_config cannot authorize where api_key does")]
    [InlineData("wandb", "{api_key: SECRET, metrics: 1}", "cannot unmarshal !!int `1` into bool")]
    [InlineData("wandb", "{api_key: SECRET, entitiy: e}", "unknown key \"entitiy\" (did you mean \"entity\"?)")]
    [InlineData("sendgrid", "{to: t, from: f}", "missing api_key in sendgrid config")]
    [InlineData("sendgrid", "{api_key: SECRET, from: f}", "missing to address in sendgrid config")]
    [InlineData("sendgrid", "{api_key: SECRET, to: t}", "missing from address in sendgrid config")]
    [InlineData("sendgrid", "{api_key: SECRET, to: t, from: f, api_url: 'https://api.sendgrid.com/v3'}", "api_url is the API without a path, such as https://api.eu.sendgrid.com")]
    [InlineData("sendgrid", "{api_key: SECRET, to: t, from: f, categories: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]}", "at most 10 categories")]
    [InlineData("sendgrid", "{api_key: SECRET, to: t, from: f, categories: [a, a]}", "a category is named twice")]
    [InlineData("sendgrid", "{api_key: SECRET, to: t, from: f, categories: ['']}", "a category has 1 to 255 characters, all ASCII")]
    [InlineData("sendgrid", "{api_key: SECRET, to: t, from: f, categories: [ä]}", "a category has 1 to 255 characters, all ASCII")]
    [InlineData("sendgrid", "{api_key: SECRET, to: t, from: f, categories: a}", "cannot unmarshal !!str `a` into []string")]
    [InlineData("sendgrid", "{api_key: SECRET, to: t, from: f, sandbox: maybe}", "cannot unmarshal !!str `maybe` into bool")]
    [InlineData("sendgrid", "SECRET", "cannot unmarshal !!str `<secret>` into config.plain")]
    public void What_is_wrong_is_said_without_secrets(string type, string element, string expected)
    {
        var errors = Read($"receivers: [{{name: a, {type}_configs: [{element}]}}]").Errors;

        var error = Assert.Single(errors);
        Assert.Equal(expected, error.Message);
        Assert.StartsWith($"receivers[0].{type}_configs[0]", error.Path, StringComparison.Ordinal);
        Assert.DoesNotContain("SECRET", error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("to: 'a@x;b@x', from: f@x", "to: not a mail address: expected name@example.com, several with commas between them; a semicolon does not separate addresses, a comma does")]
    [InlineData("to: t@x, from: 'a@b.c, d@e.f'", "from: not one mail address: expected name@example.com")]
    [InlineData("to: t@x, from: f@x, reply_to: r", "reply_to: not a mail address: expected name@example.com, several with commas between them")]
    public void Addresses_that_SendGrid_cannot_write_to_or_from_are_a_warning(string keys, string warning) => Assert.Equal(
        ["receivers[0].sendgrid_configs[0]." + warning],
        Read($"receivers: [{{name: a, sendgrid_configs: [{{api_key: k, {keys}}}]}}]").Warnings.Select(it => $"{it.Path}: {it.Message}"));

    [Fact]
    public void Paths_count_from_the_folder_of_the_file_and_missing_ones_are_a_warning()
    {
        var text = new ConfigurationText("alerting.yml", "receivers: [{name: a, wandb_configs: [{api_key_file: k, http_config: {tls_config: {ca_file: c}}}]}]") { Folder = "/etc/alerting" };

        var read = ConfigurationReader.Read(null, text, path => path != "/etc/alerting/k");

        var wandb = Assert.IsType<Integration.Wandb>(read.Configuration!.Receivers[0].Integrations[0]);
        Assert.Equal(("/etc/alerting/k", "/etc/alerting/c"), (wandb.ApiKey.File, wandb.Http.Tls.Authorities!.File));
        Assert.Equal(
            ["""alerting.yml:1: receivers[0].wandb_configs[0].api_key_file: no such file now; it is read when a notification is sent (value "k")"""],
            read.Warnings.Select(it => it.ToString()));
    }

    [Fact]
    public void The_http_config_of_the_other_file_is_not_theirs()
    {
        var read = ConfigurationReader.Read(
            new("alertmanager.yml", "global: {http_config: {bearer_token: s}}\nroute: {receiver: a}\nreceivers: [{name: a}]"),
            new("alerting.yml", "receivers: [{name: a, wandb_configs: [{api_key: k}]}]"));

        Assert.Null(Assert.IsType<Integration.Wandb>(read.Configuration!.Receivers[0].Integrations[0]).Http.Authorization);
    }

    private static T Read<T>(string type, string element)
    {
        var read = Read($"receivers: [{{name: a, {type}_configs: [{element}]}}]");
        Assert.Empty(read.Errors);
        Assert.Empty(read.Warnings);
        return Assert.IsType<T>(Assert.Single(read.Configuration!.Receivers[0].Integrations));
    }

    private static ConfigurationResult Read(string text) => ConfigurationReader.Read(null, new("alerting.yml", text));
}
