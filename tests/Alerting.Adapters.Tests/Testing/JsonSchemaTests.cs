using System.Text;
using System.Text.Json;
using Alerting.Testing.Schemas;
using Xunit;

namespace Alerting.Adapters.Tests.Testing;

public sealed class JsonSchemaTests
{
    [Theory]
    [InlineData("""{"type":"integer"}""", "1.0", "1.5")]
    [InlineData("""{"type":["string","null"]}""", "null", "1")]
    [InlineData("""{"type":"string","nullable":true}""", "null", "false")]
    [InlineData("""{"required":["a"]}""", """{"a":null}""", """{"b":1}""")]
    [InlineData("""{"enum":["a",1]}""", "1", "\"b\"")]
    [InlineData("""{"const":{"a":[1]}}""", """{"a":[1.0]}""", """{"a":[2]}""")]
    [InlineData("""{"items":{"type":"string"}}""", """["a"]""", """["a",1]""")]
    [InlineData("""{"prefixItems":[{"type":"string"}],"items":{"type":"null"}}""", """["a",null]""", """["a","b"]""")]
    [InlineData("""{"items":[{"type":"string"}],"additionalItems":false}""", """["a"]""", """["a","b"]""")]
    [InlineData("""{"contains":{"const":1}}""", "[2,1]", "[2]")]
    [InlineData("""{"properties":{"a":{}},"additionalProperties":false}""", """{"a":1}""", """{"b":1}""")]
    [InlineData("""{"additionalProperties":{"type":"string"}}""", """{"b":"c"}""", """{"b":1}""")]
    [InlineData("""{"patternProperties":{"^x-":{"type":"null"}},"additionalProperties":false}""",
        """{"x-a":null}""", """{"x-a":1}""")]
    [InlineData("""{"propertyNames":{"maxLength":2}}""", """{"ab":1}""", """{"abc":1}""")]
    [InlineData("""{"allOf":[{"minLength":2},{"maxLength":3}]}""", "\"ab\"", "\"abcd\"")]
    [InlineData("""{"anyOf":[{"minLength":2},{"type":"null"}]}""", "null", "\"a\"")]
    [InlineData("""{"oneOf":[{"minimum":2},{"maximum":3}]}""", "1", "2")]
    [InlineData("""{"not":{"type":"null"}}""", "1", "null")]
    [InlineData("""{"if":{"minimum":5},"then":{"multipleOf":2},"else":{"maximum":3}}""", "6", "4")]
    [InlineData("""{"minimum":2,"exclusiveMinimum":true}""", "3", "2")]
    [InlineData("""{"exclusiveMaximum":2}""", "1", "2")]
    [InlineData("""{"maxLength":2}""", "\"😀😀\"", "\"abc\"")]
    [InlineData("""{"pattern":"^a$"}""", "\"a\"", "\"a\\n\"")]
    [InlineData("""{"uniqueItems":true,"maxItems":2}""", "[1,2]", "[1,1.0]")]
    [InlineData("""{"minProperties":1,"maxProperties":1}""", """{"a":1}""", "{}")]
    [InlineData("""{"dependentRequired":{"a":["b"]}}""", """{"b":1}""", """{"a":1}""")]
    [InlineData("""{"$ref":"#/$defs/x~1y","$defs":{"x/y":{"type":"null"}}}""", "null", "1")]
    [InlineData("""{"properties":{"a":{"$ref":"#"}},"additionalProperties":false}""",
        """{"a":{"a":{}}}""", """{"a":{"b":{}}}""")]
    [InlineData("""{"properties":{"a":false}}""", """{"b":1}""", """{"a":1}""")]
    public void A_keyword_takes_one_value_and_not_the_other(string schema, string fitting, string broken)
    {
        Assert.Empty(Problems(schema, fitting));
        Assert.NotEmpty(Problems(schema, broken));
    }

    [Fact]
    public void A_problem_says_where_it_is() => Assert.Equal(
        ["/a/1/b: breaks type \"string\": 1"],
        Problems(
            """{"properties":{"a":{"items":{"properties":{"b":{"type":"string"}}}}}}""",
            """{"a":[{"b":"x"},{"b":1}]}"""));

    [Theory]
    [InlineData("""{"unevaluatedProperties":false}""")]
    [InlineData("""{"$ref":"https://elsewhere.example/schema"}""")]
    [InlineData("""{"$ref":"#"}""")]
    [InlineData("""{"type":"file"}""")]
    public void A_schema_that_cannot_be_followed_passes_nothing(string schema) =>
        Assert.Throws<NotSupportedException>(() => Problems(schema, "{}"));

    private const string SendGrid = "schemas/sendgrid_tsg_mail_v3.openapi.json";
    private const string PagerDuty = "schemas/pagerduty_events_v2.openapi.json";
    private const string Prefect = "schemas/prefect3_server.openapi.json";
    private const string Slack = "schemas/authored/slack_blockkit_subset.schema.json";
    private const string SendGridMail = "/components/requestBodies/PostMailSend/content/application~1json/schema";
    private const string PagerDutyEvent = "/paths/~1enqueue/post/requestBody/content/application~1json/schema";

    [Theory]
    [InlineData(SendGrid, SendGridMail, "sendgrid_mail_send")]
    [InlineData(PagerDuty, PagerDutyEvent, "pagerduty_trigger")]
    [InlineData(PagerDuty, PagerDutyEvent, "pagerduty_acknowledge")]
    [InlineData(PagerDuty, PagerDutyEvent, "pagerduty_resolve")]
    [InlineData(Prefect, "/components/schemas/Event", "prefect_events")]
    [InlineData(Prefect, "/components/schemas/ArtifactCreate", "prefect_artifact")]
    [InlineData(
        Prefect, "/components/schemas/Body_set_flow_run_state_flow_runs__id__set_state_post", "prefect_set_state")]
    [InlineData(Prefect, "/components/schemas/LogCreate", "prefect_logs")]
    [InlineData(Slack, "", "slack_chat_postMessage")]
    [InlineData(Slack, "", "slack_chat_update")]
    [InlineData(Slack, "", "slack_thread_reply")]
    [InlineData(Slack, "", "slack_incoming_webhook")]
    [InlineData("schemas/authored/acs_email_message.schema.json", "", "acs_email_send")]
    [InlineData("schemas/cloudevents-1.0.schema.json", "", "cloudevents_structured")]
    [InlineData("schemas/opsgenie/swagger.alerts.subset.json", "/definitions/CreateAlertPayload", "opsgenie_create_alert")]
    public void Vendors_schemas_take_examples_and_refuse_broken_ones(string schema, string pointer, string example)
    {
        var rule = JsonSchema.Load(SharedFile.Find(schema), pointer);
        using var document = JsonDocument.Parse(File.ReadAllBytes(SharedFile.Find($"examples/{example}.json")));
        var values = document.RootElement is { ValueKind: JsonValueKind.Array } list
            ? list.EnumerateArray().ToArray()
            : [document.RootElement];

        Assert.All(values, value => Assert.Empty(rule.Problems(value)));
        Assert.NotEmpty(rule.Problems("[]"u8.ToArray()));
    }

    [Fact]
    public void A_member_of_the_wrong_type_is_found_in_a_large_description()
    {
        var rule = JsonSchema.Load(SharedFile.Find(Prefect), "/components/schemas/Event");
        var broken = File.ReadAllText(SharedFile.Find("examples/prefect_events.json"))
            .Replace("\"occurred\": \"", "\"occurred\": 1, \"x\": \"", StringComparison.Ordinal);
        using var document = JsonDocument.Parse(broken);

        Assert.Contains(rule.Problems(document.RootElement[0]), said => said.Contains("/occurred", StringComparison.Ordinal));
    }

    private static IReadOnlyList<string> Problems(string schema, string value) =>
        JsonSchema.Parse(schema).Problems(Encoding.UTF8.GetBytes(value));
}
