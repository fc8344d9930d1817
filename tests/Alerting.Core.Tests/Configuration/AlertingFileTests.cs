using Alerting.Core.Configuration;
using Xunit;

namespace Alerting.Core.Tests.Configuration;

public sealed class AlertingFileTests
{
    private static readonly ConfigurationText Alertmanager = new(
        "alertmanager.yml", "route: {receiver: a}\nreceivers: [{name: a, webhook_configs: [{url: 'http://x'}]}]");

    [Fact]
    public void Without_any_file_the_inbox_is_told_of_everything_by_alertname()
    {
        var read = ConfigurationReader.Read(null, null).Configuration!;

        Assert.Equal("inbox", read.Route.Receiver);
        Assert.Equal(["alertname"], read.Route.GroupBy);
        Assert.Null(read.Route.GroupWait);
        Assert.Equal(["inbox[0]"], Assert.Single(read.Receivers).Integrations.Select(one => one.Id));
    }

    [Fact]
    public void An_inbox_joins_the_receiver_of_that_name_or_makes_one()
    {
        var read = Read(Alertmanager, "receivers: [{name: b, inbox_configs: [{send_resolved: no}]}, {name: a, inbox_configs: [{}]}]")
            .Configuration!;

        Assert.Equal(["a", "b"], read.Receivers.Select(receiver => receiver.Name));
        Assert.Equal(["webhook[0]", "inbox[0]"], read.Receivers[0].Integrations.Select(one => one.Id));
        Assert.True(read.Receivers[0].Integrations[1].SendResolved);
        Assert.False(read.Receivers[1].Integrations[0].SendResolved);
    }

    [Fact]
    public void A_route_may_go_to_a_receiver_that_only_alerting_yml_declares() =>
        Assert.Equal(
            "b", Read(new("alertmanager.yml", "route: {receiver: b}"), "receivers: [{name: b}]").Configuration!.Route.Receiver);

    [Fact]
    public void Alone_it_sends_everything_to_its_first_receiver()
    {
        var read = Read(null, "receivers: [{name: x, inbox_configs: [~]}, {name: y}]").Configuration!;

        Assert.Equal("x", read.Route.Receiver);
        Assert.Equal(["x", "y"], read.Receivers.Select(receiver => receiver.Name));
        Assert.Equal(["inbox[0]"], read.Receivers[0].Integrations.Select(one => one.Id));
    }

    [Theory]
    [InlineData("{name: a}", true)]
    [InlineData("{name: a, inbox_configs: []}", true)]
    [InlineData("{name: a, inbox_configs: [{}]}", false)]
    [InlineData("{name: a, fallback: b}", false)]
    [InlineData("{name: a, webhook_signing: {secrets: [whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw]}}", false)]
    public void A_receiver_that_sends_nothing_is_a_warning(string receiver, bool isWarned) => Assert.Equal(
        isWarned ? ["alerting.yml:1: receivers[0]: no integrations: nothing is sent by it"] : [],
        ConfigurationReader.Read(null, new("alerting.yml", $"receivers: [{receiver}, {{name: b, inbox_configs: [{{}}]}}]"))
            .Warnings.Select(it => it.ToString()));

    [Fact]
    public void One_that_the_other_file_has_too_is_no_receiver_that_sends_nothing() => Assert.Empty(
        ConfigurationReader.Read(
            new("alertmanager.yml", "route: {receiver: a}\nreceivers: [{name: a, webhook_configs: [{url: 'http://x'}]}]"),
            new("alerting.yml", "receivers: [{name: a}]")).Warnings);

    [Fact]
    public void Alone_and_without_receivers_it_keeps_the_inbox()
    {
        var read = Read(null, "max_age: 1m\nstale_after: 2d").Configuration!;

        Assert.Equal("inbox", read.Route.Receiver);
        Assert.Equal((TimeSpan.FromMinutes(1), TimeSpan.FromDays(2)), (read.MaxAge, read.StaleAfter));
    }

    [Theory]
    [InlineData("max_age: 59s999ms", """alerting.yml:1: max_age: max_age must be at least 1m (value "59s999ms")""")]
    [InlineData("stale_after: 0", """alerting.yml:1: stale_after: stale_after must be at least 1m (value "0")""")]
    [InlineData("max_ages: 1h", "alerting.yml:1: max_ages: unknown key \"max_ages\" (did you mean \"max_age\"?)")]
    [InlineData("behaviour: {announce_after: yes}", "alerting.yml:1: behaviour.announce_after: unknown key \"announce_after\" (did you mean \"announces_after\"?)")]
    [InlineData("max_age: 1h\nmax_age: 2h", "alerting.yml:2: max_age: this key is there twice")]
    [InlineData("stale: 1h", "alerting.yml:1: stale: unknown key \"stale\"")]
    [InlineData("receivers: [{name: a}, {name: a}]", """alerting.yml:1: receivers[1]: notification config name "a" is not unique""")]
    [InlineData("receivers: [{name: a, slack_configs: []}]", "alerting.yml:1: receivers[0].slack_configs: unknown key \"slack_configs\"")]
    [InlineData("receivers: [{inbox_configs: []}]", "alerting.yml:1: receivers[0]: missing name in receiver")]
    [InlineData("receivers: [{name: a, inbox_configs: [{x: 1}]}]", "alerting.yml:1: receivers[0].inbox_configs[0].x: unknown key \"x\"")]
    public void What_is_wrong_with_it_is_said(string text, string expected)
    {
        var result = Read(Alertmanager, text);

        Assert.Null(result.Configuration);
        Assert.Equal([expected], result.Errors.Select(error => error.ToString()));
    }

    [Fact]
    public void The_hash_tells_contents_apart_and_where_they_stand()
    {
        ConfigurationText x = new("x", "1"), y = new("y", "1"), empty = new("e", "");

        string[] hashes =
        [
            ConfigurationText.Hash(x, null), ConfigurationText.Hash(null, x), ConfigurationText.Hash(x, empty),
            ConfigurationText.Hash(x, x), ConfigurationText.Hash(null, null), ConfigurationText.Hash(empty, null),
        ];

        Assert.Equal(hashes.Length, hashes.Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(hashes[0], ConfigurationText.Hash(y, null));
        Assert.Matches("^[0-9a-f]{64}$", hashes[0]);
    }

    private static ConfigurationResult Read(ConfigurationText? alertmanager, string text) =>
        ConfigurationReader.Read(alertmanager, new("alerting.yml", text));
}
