using Alerting.Core.Configuration.Integrations;
using Xunit;

namespace Alerting.Core.Tests.Configuration.Integrations;

/// <summary>What an element of <c>email_configs</c> becomes, with what it takes from <c>global</c>.</summary>
public sealed class EmailReaderTests
{
    private const string NoAddress = "not a mail address: expected name@example.com, several with commas between them";
    private const string NotOne = "not one mail address: expected name@example.com";

    private const string Smtp =
        "{smtp_smarthost: '[::1]:587', smtp_from: g@example.org, smtp_hello: gh, smtp_auth_username: gu, smtp_auth_password: gp, smtp_auth_secret_file: gs, smtp_auth_identity: gi, smtp_require_tls: no, smtp_force_implicit_tls: no, smtp_tls_config: {server_name: gn, ca_file: gca}}";

    [Fact]
    public void Everything_is_read()
    {
        var mail = Read("{to: t, from: f, smarthost: 'h:25', hello: e, auth_username: u, auth_password: p, auth_secret: s, auth_identity: i, headers: {subject: s, x-y: ~}, html: <b>, text: x, require_tls: no, tls_config: {insecure_skip_verify: yes, cert: c, key_file: k}, force_implicit_tls: yes, threading: {enabled: yes, thread_by_date: daily}, send_resolved: yes}", Smtp);

        Assert.Equal(("t", "f", "h", "25", "e"), (mail.To, mail.From, mail.Host, mail.Port, mail.Hello));
        Assert.Equal(("u", "p", "s", "i"), (mail.Username, mail.Password!.Reveal(_ => ""), mail.CramSecret!.Reveal(_ => ""), mail.Identity));
        Assert.Equal([new("Subject", "s"), new("X-Y", "")], mail.Headers);
        Assert.Equal(("<b>", "x", false, (bool?)true, true), (mail.Html, mail.Text, mail.RequireTls, mail.ImplicitTls, mail.SendResolved));
        Assert.True(mail.Threading!.IsDaily);
        Assert.True(mail.Tls.SkipVerify);
        Assert.Equal(("c", "k!", ""), (mail.Tls.Certificate!.Reveal(_ => ""), mail.Tls.Key!.Reveal(file => file + "!"), mail.Tls.ServerName));
        Assert.Null(mail.Tls.Authorities);
    }

    [Fact]
    public void What_it_does_not_say_global_says()
    {
        var mail = Read("{to: t}", Smtp);

        Assert.Equal(("g@example.org", "::1", "587", "gh"), (mail.From, mail.Host, mail.Port, mail.Hello));
        Assert.Equal(("gu", "gp", "gs!", "gi"), (mail.Username, mail.Password!.Reveal(_ => ""), mail.CramSecret!.Reveal(file => file + "!"), mail.Identity));
        Assert.Equal((false, (bool?)false), (mail.RequireTls, mail.ImplicitTls));
        Assert.Equal(("gn", "gca"), (mail.Tls.ServerName, mail.Tls.Authorities!.File));
        Assert.Null(mail.Html);
        Assert.Null(mail.Text);
        Assert.Null(mail.Threading);
        Assert.False(mail.SendResolved);
    }

    [Fact]
    public void What_nobody_says_has_alertmanagers_defaults()
    {
        var mail = Read("{to: t, from: f, smarthost: 'h:25'}", "{}");

        Assert.Equal(("localhost", "", "", true), (mail.Hello, mail.Username, mail.Identity, mail.RequireTls));
        Assert.Null(mail.ImplicitTls);
        Assert.Null(mail.Password);
        Assert.Null(mail.CramSecret);
    }

    [Theory]
    [InlineData("require_tls: ~", "{smtp_require_tls: no}", false)]
    [InlineData("require_tls: ~", "{}", true)]
    [InlineData("", "{smtp_require_tls: ~}", false)]
    [InlineData("require_tls: yes", "{smtp_require_tls: no}", true)]
    public void Null_takes_a_default_away_and_gives_inheritance_its_way(string own, string global, bool expected) =>
        Assert.Equal(expected, Read($"{{to: t, from: f, smarthost: 'h:25', {own}}}", global).RequireTls);

    [Theory]
    [InlineData("tls_config: ~", "gn")]
    [InlineData("tls_config: {}", "")]
    public void Its_tls_config_replaces_that_of_global_whole(string own, string name) =>
        Assert.Equal(name, Read($"{{to: t, {own}}}", Smtp).Tls.ServerName);

    [Theory]
    [InlineData("auth_password_file: f", "f!")]
    [InlineData("auth_password: p, auth_password_file: f", "f!")]
    [InlineData("auth_password: ''", "gp")]
    public void A_password_is_its_own_or_that_of_global(string own, string expected) =>
        Assert.Equal(expected, Read($"{{to: t, {own}}}", Smtp).Password!.Reveal(file => file + "!"));

    [Theory]
    [InlineData("html: ''", "")]
    [InlineData("html: ~", "")]
    [InlineData("threading: {enabled: yes, thread_by_date: none}", null)]
    public void An_empty_text_stays_empty(string own, string? html) =>
        Assert.Equal(html, Read($"{{to: t, {own}}}", Smtp).Html);

    [Fact]
    public void A_reference_to_a_secret_manager_is_named()
    {
        var read = Texts.Read(Texts.Of("email", "{to: t@x, tls_config: {ca_ref: r}}", Smtp));

        Assert.Equal("tls_config.ca_ref", read.Configuration!.Receivers[0].Integrations[0].NotBuilt);
        Assert.Equal(["not built yet: tls_config.ca_ref; its notices go to the fallback receiver"], read.Warnings.Select(it => it.Message));
    }

    [Theory]
    [InlineData("to: oncall")]
    [InlineData("to: 'a@example.org, team'")]
    [InlineData("to: a@@example.org")]
    [InlineData("to: ', ,'")]
    public void Recipients_that_are_no_addresses_are_a_warning(string keys) => Assert.Equal(
        ["receivers[0].email_configs[0].to: " + NoAddress], Warnings(keys));

    [Theory]
    [InlineData("from: me")]
    [InlineData("from: 'a@example.org, b@example.org'")]
    [InlineData("from: 'a@example.org, me'")]
    public void A_sender_that_is_not_one_address_is_a_warning(string keys) => Assert.Equal(
        ["receivers[0].email_configs[0].from: " + NotOne], Warnings("to: a@example.org, " + keys));

    [Fact]
    public void Who_parts_addresses_with_a_semicolon_is_told_of_the_comma() => Assert.Equal(
        [$"receivers[0].email_configs[0].to: {NoAddress}; a semicolon does not separate addresses, a comma does"],
        Warnings("to: 'a@example.org; b@example.org'"));

    [Theory]
    [InlineData("to: '{{ .CommonLabels.owner }}'")]
    [InlineData("to: 'On call <a@example.com>, b@example.com'")]
    [InlineData("to: '\"On; call\" <a@example.com>'")]
    [InlineData("to: a@example.com, from: ''")]
    public void What_mail_can_be_sent_to_is_no_warning(string keys) => Assert.Empty(Warnings(keys));

    [Fact]
    public void The_sender_of_everybody_is_judged_once_where_it_stands()
    {
        var elements = "{to: a@example.org}, {to: b@example.org}";

        Assert.Equal(["global.smtp_from: " + NotOne], Shown(Texts.Of("email", elements, Smtp.Replace("g@example.org", "me", StringComparison.Ordinal))));
    }

    private static IEnumerable<string> Warnings(string keys) => Shown(Texts.Of("email", $"{{{keys}}}", Smtp));

    private static IEnumerable<string> Shown(string text) => Texts.Read(text).Warnings.Select(it => $"{it.Path}: {it.Message}");

    private static Integration.Email Read(string element, string global) =>
        Assert.IsType<Integration.Email>(Texts.One("email", element, global));
}
