using System.Text;
using Alerting.Core.Matching;
using Alerting.Core.Silences;
using Alerting.Core.Sources.AlertmanagerApi;
using Xunit;

namespace Alerting.Core.Tests.Sources.AlertmanagerApi;

public sealed class PostedSilenceTests
{
    private const string Matchers = """ "matchers":[{"name":"a","value":"b","isRegex":false}] """;
    private const string Words = """ "createdBy":"me","comment":"why" """;
    private const string Times = """ "startsAt":"2026-11-21T12:00:00Z","endsAt":"2026-11-21T13:00:00Z" """;

    private static readonly DateTimeOffset Now = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_post_as_amtool_sends_it_is_read()
    {
        var draft = One("""
            {"id":"7f","comment":"","createdBy":"me","endsAt":"2026-11-21T14:00:00.123456+01:00",
            "startsAt":"2026-11-21T12:00:00.000Z","annotations":{"ticket":"1"},"unknown":[{}],
            "matchers":[{"isEqual":true,"isRegex":false,"name":"a","value":"b"},{"isEqual":false,"isRegex":true,"name":"","value":"("}]}
            """);

        Assert.Equal("7f", draft.Id);
        Assert.Equal(("me", ""), (draft.CreatedBy, draft.Comment));
        Assert.Equal(new DateTimeOffset(2026, 11, 21, 13, 0, 0, 123, 456, TimeSpan.Zero), draft.EndsAt);
        Assert.Equal(Now, draft.StartsAt);
        Assert.Equal("""{ticket="1"}""", draft.Annotations.ToString());
        Assert.Equal(
            [new("a", MatchOperator.Equal, "b"), new DraftMatcher("", MatchOperator.NotMatches, "(")], draft.Matchers);
    }

    [Theory]
    [InlineData("""{"name":"a","value":"b","isRegex":false}""", MatchOperator.Equal)]
    [InlineData("""{"name":"a","value":"b","isRegex":false,"isEqual":null}""", MatchOperator.Equal)]
    [InlineData("""{"name":"a","value":"b","isRegex":false,"isEqual":false}""", MatchOperator.NotEqual)]
    [InlineData("""{"name":"a","value":"b","isRegex":true}""", MatchOperator.Matches)]
    [InlineData("""{"NAME":"a","vALUE":"b","i\u017fRegex":true,"isequal":false}""", MatchOperator.NotMatches)]
    public void What_a_matcher_does_not_say_is_equal(string matcher, MatchOperator op) => Assert.Equal(
        [new DraftMatcher("a", op, "b")], One($$"""{"matchers":[{{matcher}}],{{Words}},{{Times}}}""").Matchers);

    [Theory]
    [InlineData("""[{"value":"c"}]""", "a=c")]
    [InlineData("""[{},{"name":"d","value":"e","isRegex":true}]""", "a=b d=~e")]
    [InlineData("""[null],"matchers":[{"name":"x","value":"y","isRegex":false}]""", "x=y")]
    [InlineData("""[],"matchers":[{"name":"x","value":"y","isRegex":false}]""", "x=y")]
    [InlineData("""[{},{"name":"d","value":"e","isRegex":true}],"matchers":[{}],"matchers":[{},{"value":"f"}]""", "a=b d=~f")]
    public void A_repeated_list_is_decoded_into_the_one_before(string again, string read) => Assert.Equal(
        read, string.Join(' ', One($$"""{{{Matchers}},{{Words}},{{Times}},"matchers":{{again}}}""").Matchers
            .Select(matcher => matcher.Name + Matcher.Sign(matcher.Operator) + matcher.Value)));

    [Theory]
    [InlineData("", 602, "silence in body is required")]
    [InlineData("null", 602, "comment in body is required")]
    [InlineData("{}", 602, "comment in body is required")]
    [InlineData("""{"comment":""}""", 602, "createdBy in body is required")]
    [InlineData($$"""{{{Words}}}""", 602, "endsAt in body is required")]
    [InlineData($$"""{{{Words}},"endsAt":"2026-11-21"}""", 602, "matchers in body is required")]
    [InlineData($$"""{{{Words}},{{Times}},{{Matchers}},"matchers":null}""", 602, "matchers in body is required")]
    [InlineData($$"""{{{Words}},"endsAt":"2026-11-21","matchers":[]}""", 612, "matchers in body should have at least 1 items")]
    [InlineData($$"""{{{Words}},{{Times}},"matchers":[{}]}""", 602, "matchers.0.isRegex in body is required")]
    [InlineData($$"""{{{Words}},{{Times}},"matchers":[{"isRegex":true}]}""", 602, "matchers.0.name in body is required")]
    [InlineData($$"""{{{Words}},{{Times}},"matchers":[{"isRegex":true,"name":""}]}""", 602, "matchers.0.value in body is required")]
    [InlineData($$"""{{{Words}},{{Times}},"matchers":[null]}""", 602, "matchers.0 in body is required")]
    [InlineData($$"""{{{Words}},{{Matchers}},"endsAt":"2026-11-21"}""", 602, "startsAt in body is required")]
    [InlineData($$"""{{{Words}},{{Matchers}},{{Times}},"startsAt":null}""", 602, "startsAt in body is required")]
    public void What_is_missing_is_named_in_the_order_of_the_schema(string body, int code, string says) =>
        Assert.Equal(new ApiFault(422, code, says), Read(body).Fault);

    [Theory]
    [InlineData("{", "unexpected EOF")]
    [InlineData("[]", "json: cannot unmarshal array into Go value of type struct { ID string \"json:\\\"id,omitempty\\\"\" }")]
    [InlineData("""{"matchers":2,"startsAt":"x","id":1}""", "json: cannot unmarshal number into Go struct field .id of type string")]
    [InlineData("""{"comment":5,"startsAt":"x"}""", "parsing time \"x\" as \"2006-01-02\": cannot parse \"x\" as \"2006\"")]
    [InlineData("""{"comment":5,"startsAt":[]}""", "json: cannot unmarshal array into Go struct field Silence.startsAt of type string")]
    [InlineData("""{"createdBy":{},"comment":5}""", "json: cannot unmarshal object into Go struct field Silence.createdBy of type string")]
    [InlineData("""{"matchers":{}}""", "json: cannot unmarshal object into Go struct field Silence.matchers of type models.Matchers")]
    [InlineData("""{"matchers":[{},"x"]}""", "json: cannot unmarshal string into Go struct field Silence.matchers of type models.Matcher")]
    [InlineData("""{"matchers":[{"isRegex":1,"name":2}]}""", "json: cannot unmarshal number into Go struct field Matcher.matchers.isRegex of type bool")]
    [InlineData("""{"annotations":[]}""", "json: cannot unmarshal array into Go struct field Silence.annotations of type models.LabelSet")]
    [InlineData("""{"annotations":{"a":1}}""", "json: cannot unmarshal number into Go struct field Silence.annotations of type string")]
    public void What_is_of_the_wrong_type_is_said_in_the_words_of_Go(string body, string says) =>
        Assert.Equal(new ApiFault(400, 400, "parsing silence body from \"\" failed, because " + says), Read(body).Fault);

    [Theory]
    [InlineData("2026-11-21T13:00:00Z", "2026-11-21T14:00:00+01:00", "start time must be before end time")]
    [InlineData("2026-11-21T13:00:00.0000001Z", "2026-11-21T13:00:00Z", "start time must be before end time")]
    [InlineData("", "", "start time must be before end time")]
    [InlineData("", "2026-11-21T11:59:59.9999999Z", "end time can't be in the past")]
    [InlineData("9999-12-31T23:59:59-01:00", "9999-12-31T23:59:59-00:59", "start time must be before end time")]
    [InlineData("", "2026-11-21T12:00:00Z", null)]
    [InlineData("0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z", null)]
    public void It_must_end_after_it_starts_and_not_before_now(string startsAt, string endsAt, string? says)
    {
        var read = Read($$"""{{{Words}},{{Matchers}},"startsAt":"{{startsAt}}","endsAt":"{{endsAt}}"}""");

        Assert.Equal(says is null ? null : "Failed to create silence: " + says, read.Refusal);
        Assert.Equal(says is null, read.Draft is not null);
    }

    private static SilenceDraft One(string json) => Read(json) is { Draft: { } draft } ? draft
        : throw new InvalidOperationException(Read(json).ToString());

    private static PostedSilenceResult Read(string json) => PostedSilence.Read(Encoding.UTF8.GetBytes(json), Now);
}
