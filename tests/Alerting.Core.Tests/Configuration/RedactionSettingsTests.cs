using Alerting.Core.Configuration;
using Alerting.Core.Redaction;
using Xunit;

namespace Alerting.Core.Tests.Configuration;

public sealed class RedactionSettingsTests
{
    [Fact]
    public void Nothing_said_is_what_is_usual()
    {
        foreach (var text in new[] { "{}", "redaction:", "redaction: {}", "redaction: {personal: {}}" })
        {
            var read = Read(text).Configuration!;

            Assert.Equal((true, false, false), (
                read.Redaction.PersonalInLogs, read.Redaction.PersonalInAnnotations, read.Redaction.RefuseLabels));
            Assert.Empty(read.Redaction.Patterns);
            Assert.Empty(read.Redaction.Fields);
        }

        Assert.Same(Redactor.Usual, AlertingConfiguration.BuiltIn.Redactor);
    }

    [Fact]
    public void What_is_said_counts()
    {
        var read = Read("""
            redaction:
              personal: {logs: false, annotations: true}
              patterns: [{name: customer, pattern: 'C-\d{6}'}]
              fields: [policy_number]
              refuse_labels: true
            """).Configuration!;

        Assert.True(read.Redaction.RefuseLabels);
        Assert.Equal(
            "[redacted] a@b.example policy_number=[redacted]",
            read.Redactor.Log("C-123456 a@b.example policy_number=77").Text);
        Assert.Equal("[redacted] [redacted]", read.Redactor.Annotation("C-123456 a@b.example").Text);
    }

    [Theory]
    [InlineData("{patern: x}", "redaction.patern: unknown key \"patern\" (did you mean \"patterns\"?)")]
    [InlineData("{personal: {log: true}}", "redaction.personal.log: unknown key \"log\" (did you mean \"logs\"?)")]
    [InlineData("{patterns: [{pattern: x}]}", "redaction.patterns[0]: missing name in redaction pattern")]
    [InlineData("{patterns: [{name: x}]}", "redaction.patterns[0]: missing pattern in redaction pattern")]
    [InlineData("{patterns: [{name: x, pattern: '(?=a)b'}]}",
        "redaction.patterns[0].pattern: it cannot be matched in linear time: no look-around, no back-references, no atomic groups")]
    [InlineData("{patterns: [{name: x, pattern: '(a)\\1'}]}",
        "redaction.patterns[0].pattern: it cannot be matched in linear time: no look-around, no back-references, no atomic groups")]
    [InlineData("{patterns: [{name: x, pattern: 'a*'}]}", "redaction.patterns[0].pattern: it matches where there is nothing")]
    [InlineData("{fields: [x]}",
        "redaction.fields[0]: expected a name of 2 to 100 letters, digits, underscores, dashes or dots")]
    public void What_is_wrong_is_named(string redaction, string finding) =>
        Assert.StartsWith(
            "alerting.yml:1: " + finding, Assert.Single(Read($"redaction: {redaction}").Errors).ToString(),
            StringComparison.Ordinal);

    [Fact]
    public void A_pattern_that_is_none_or_too_long_is_named()
    {
        Assert.Contains(
            "redaction.patterns[0].pattern: not a regular expression",
            Assert.Single(Read("redaction: {patterns: [{name: x, pattern: '('}]}").Errors).ToString(),
            StringComparison.Ordinal);
        Assert.Contains(
            "expected a regular expression of 1 to 1000 characters, not 1001",
            Assert.Single(Read($"redaction: {{patterns: [{{name: x, pattern: '{new string('a', 1_001)}'}}]}}").Errors).ToString(),
            StringComparison.Ordinal);
    }

    private static ConfigurationResult Read(string text) => ConfigurationReader.Read(null, new("alerting.yml", text));
}
