using System.Reflection;
using Alerting.Core.Configuration;
using Alerting.Core.Configuration.Integrations;
using Alerting.Core.Templates;
using Alerting.Core.Templates.Structured;
using Xunit;

namespace Alerting.Core.Tests.Configuration;

/// <summary>Every text of a receiver is rendered before there is something to tell.</summary>
public sealed class TextTrialTests
{
    [Fact]
    public void A_text_that_fails_is_named_by_its_key()
    {
        var look = new SlackLook
        {
            Title = "{{ .Nope }}",
            Text = "{{ if }}",
            Fields = [new("fine", "fine", null), new("{{ nope }}", "{{ len .Alerts }}", null)],
            Actions = [new("button", "", "", "", "", "", new("{{ .A.B }}", "", "", ""))],
        };

        Assert.Equal(
            [
                "am.yml: receivers[0].slack_configs[3].title: template: :1:3: executing \"\" at <.Nope>: can't evaluate field Nope in type *template.Data",
                "am.yml: receivers[0].slack_configs[3].text: template: :1: missing value for if",
                "am.yml: receivers[0].slack_configs[3].fields[1].title: template: :1: function \"nope\" not defined",
                "am.yml: receivers[0].slack_configs[3].actions[0].confirm.text: template: :1:5: executing \"\" at <.A.B>: can't evaluate field A in type *template.Data",
            ],
            Failing(Slack(look)));
    }

    [Theory]
    [InlineData("{{ (index .Alerts.Firing 0).Labels.x }}", true, 1)]
    [InlineData("{{ (index .Alerts.Firing 0).Labels.x }}", false, 0)]
    [InlineData("{{ (index .Alerts.Resolved 0).Labels.x }}", false, 1)]
    [InlineData("{{ slice .CommonAnnotations.summary 1 }}", false, 1)]
    [InlineData("{{ index .Alerts 0 | len }}", true, 1)]
    [InlineData("{{ template \"gone\" . }}", true, 1)]
    [InlineData("plain }} text", true, 0)]
    public void It_is_tried_for_what_fires_with_and_without_annotations_and_for_what_is_over_where_that_is_told(
        string text, bool sendResolved, int failing) =>
        Assert.Equal(failing, Failing(Slack(new() { Title = text }) with { SendResolved = sendResolved }).Length);

    [Fact]
    public void A_named_template_that_a_file_has_broken_is_found_where_it_applies()
    {
        var set = TemplateSet.Of([new("t", "{{ define \"slack.default.title\" }}{{ .Nope }}{{ end }}")]);

        Assert.Equal(
            ["title", "fallback"], Failing(Slack(SlackLook.Usual), set).Select(line => line.Split("]")[2].Split(":")[0][1..]));
    }

    [Fact]
    public void Html_is_tried_as_html_and_a_tree_in_each_of_its_texts()
    {
        var mail = new Integration.Email { Index = 0, SendResolved = true, To = "a", From = "b", Host = "h", Port = "1", Html = "<a href='{{ .Status }}" };
        var hook = new Integration.Webhook
        {
            Index = 0,
            SendResolved = true,
            Url = Secret.Inline("http://x/secret/{{ .Nope.secret }}"),
            Payload = new TemplateTree.Map([new("a", new TemplateTree.List([new TemplateTree.Scalar(1L), new TemplateTree.Rendered("{{ .Nope }}")]))]),
        };

        var failing = Failing(mail).Concat(Failing(hook)).ToArray();

        Assert.Equal(3, failing.Length);
        Assert.Contains("email_configs[0].html: ", failing[0], StringComparison.Ordinal);
        Assert.Equal("am.yml: receivers[0].webhook_configs[0].url: cannot be rendered", failing[1]);
        Assert.StartsWith("am.yml: receivers[0].webhook_configs[0].payload.a[1]: template: ", failing[2], StringComparison.Ordinal);
    }

    [Fact]
    public void What_alerting_yml_adds_is_named_by_its_receiver()
    {
        var prefect = new Integration.Prefect { Index = 1, SendResolved = true, ApiUrl = "http://x", FlowRunId = "{{ nope }}" };

        Assert.Equal(
            "ours.yml:3: receivers[1].prefect_configs[1].flow_run_id: template: :1: function \"nope\" not defined",
            Assert.Single(Failing(prefect)));
    }

    [Theory]
    [InlineData("title: '{{ nope }}'", "title", 11)]
    [InlineData("\"title\":\n          '{{ nope }}'", "title", 11)]
    [InlineData("fields: [ { title: a, value: b },\n          { title: '{{ nope }}', value: b } ]", "fields[1].title", 12)]
    [InlineData("fallback: fine\n        color: '{{ nope }}'", "color", 12)]
    [InlineData("actions: [ { type: button, text: a, url: u } ]\n        pretext: '{{ nope }}'", "pretext", 12)]
    public void Its_line_is_told(string keys, string key, int line) =>
        Assert.Equal(
            $"am.yml:{line}: receivers[1].slack_configs[1].{key}: template: :1: function \"nope\" not defined",
            Assert.Single(FailingOf("slack_configs:\n      - api_url: http://s\n      - api_url: http://s\n        " + keys)));

    [Theory]
    [InlineData("payload:\n          a:\n            - 1\n            - b.c: '{{ nope }}'", "payload.a[1].b.c", 13)]
    [InlineData("payload:\n          a: [ 1 ]\n          a.b: '{{ nope }}'", "payload.a.b", 12)]
    [InlineData("payload:\n          Title: fine\n          title: '{{ nope }}'", "payload.title", 12)]
    [InlineData("payload:\n          .a: '{{ nope }}'", "payload..a", 11)]
    public void The_line_of_a_key_with_dots_is_that_of_its_like(string keys, string key, int line) =>
        Assert.Equal(
            $"am.yml:{line}: receivers[1].webhook_configs[0].{key}: template: :1: function \"nope\" not defined",
            Assert.Single(FailingOf("webhook_configs:\n      - url: http://s\n        " + keys)));

    [Fact]
    public void A_header_is_found_however_its_name_is_written() => Assert.StartsWith(
        "am.yml:13: receivers[1].email_configs[0].headers.Subject: ",
        Assert.Single(FailingOf(
            "email_configs:\n      - to: a@example.com\n        from: b@example.com\n        smarthost: mail.example.com:25\n"
            + "        headers:\n          subject: '{{ nope }}'")),
        StringComparison.Ordinal);

    [Fact]
    public void What_a_file_does_not_say_itself_has_the_line_of_what_it_belongs_to()
    {
        var failing = FailingOf(
            "slack_configs:\n      - text: fine\n        api_url: http://s",
            new TemplateText("t", "{{ define \"slack.default.title\" }}{{ .Nope }}{{ end }}"));

        Assert.NotEmpty(failing);
        Assert.All(
            failing, finding => Assert.StartsWith("am.yml:9: receivers[1].slack_configs[0].", finding, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("- <<: {name: r}\n    ", "r", 1)]
    [InlineData("- name: !!binary cg==\n    ", "r", 1)]
    [InlineData("- {name: other}\n  - name: r\n    ", "1", 4)]
    public void A_receiver_whose_name_stands_in_no_plain_way_is_named_by_it(string receiver, string shown, int line)
    {
        ConfigurationText file = new(
            "ours.yml",
            $"receivers:\n  {receiver}prefect_configs: [ {{ api_url: 'http://x', flow_run_id: '{{{{ nope }}}}' }} ]");

        Assert.Equal(
            $"ours.yml:{line}: receivers[{shown}].prefect_configs[0].flow_run_id: template: :1: function \"nope\" not defined",
            Assert.Single(ConfigurationReader.Read(null, file).WithTextsTried(null, file).FailingTexts).ToString());
    }

    [Fact]
    public void A_text_that_is_there_a_thousand_times_is_tried_once_and_named_a_hundred_times()
    {
        var failing = Failing([.. Enumerable.Range(0, 1000).Select(n => Slack(new() { Title = "{{ .Nope }}" }) with { Index = n })]);

        Assert.Equal(101, failing.Length);
        Assert.Equal("am.yml: and 900 more", failing[^1]);
    }

    [Fact]
    public void Different_texts_are_tried_up_to_a_number()
    {
        var failing = Failing([.. Enumerable.Range(0, 6000).Select(n => Slack(new() { Title = $"{{{{ {n} }}}}" }) with { Index = n })]);

        Assert.Equal("am.yml: only the first 5000 different texts were tried", Assert.Single(failing));
    }

    [Fact]
    public void Different_texts_that_fail_are_looked_for_up_to_a_number()
    {
        var failing = Failing([.. Enumerable.Range(0, 200).Select(n => Slack(new() { Title = $"{{{{ .N{n} }}}}" }) with { Index = n })]);

        Assert.Equal(51, failing.Length);
        Assert.Contains(failing, line => line.EndsWith(" different texts were tried", StringComparison.Ordinal));
        Assert.Contains(failing, line => line.Contains("slack_configs[49].title", StringComparison.Ordinal));
    }

    [Fact]
    public void The_texts_of_every_kind_are_known()
    {
        var kinds = typeof(Integration).GetNestedTypes().Where(type => type.IsSubclassOf(typeof(Integration))).ToArray();

        Assert.NotEmpty(kinds);
        Assert.All(kinds, kind =>
        {
            var integration = (Integration)System.Runtime.CompilerServices.RuntimeHelpers.GetUninitializedObject(kind);
            foreach (var property in kind.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(it => it.CanWrite))
            {
                if (property.PropertyType == typeof(string))
                {
                    property.SetValue(integration, "x");
                }
                else if (property.PropertyType == typeof(SlackLook))
                {
                    property.SetValue(integration, SlackLook.Usual);
                }
                else if (property.PropertyType.Name.StartsWith("ImmutableArray", StringComparison.Ordinal))
                {
                    property.SetValue(integration, property.PropertyType.GetField("Empty")!.GetValue(null));
                }
            }

            _ = InlineTemplates.Of(integration).Count();
        });
    }

    private static Integration.Slack Slack(SlackLook look) =>
        new() { Index = 3, SendResolved = true, ApiUrl = Secret.Inline("http://x"), Look = look };

    private static string[] FailingOf(string lists, params TemplateText[] templates)
    {
        ConfigurationText file = new("am.yml", $"""
            # Two receivers.
            route:
              receiver: second

            receivers:
              - name: first
              - name: second
                {lists}
            """);
        return [.. ConfigurationReader.Read(file, null, templates: templates).WithTextsTried(file, null).FailingTexts.Select(it => it.ToString())];
    }

    private static string[] Failing(Integration integration, TemplateSet? set = null) => Failing([integration], set);

    private static string[] Failing(Integration[] integrations, TemplateSet? set = null)
    {
        var configuration = AlertingConfiguration.BuiltIn with
        {
            Receivers = [new("r", [.. integrations])],
            TemplateSet = set ?? TemplateSet.BuiltIn,
        };
        var result = new ConfigurationResult(configuration, [], []).WithTextsTried(
            new("am.yml", "# without these receivers"), new("ours.yml", "receivers:\n  - name: other\n  - name: r"));
        Assert.Equal(result.FailingTexts, result.Warnings);
        return [.. result.FailingTexts.Select(finding => finding.ToString())];
    }
}
