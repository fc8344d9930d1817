using System.Text.Encodings.Web;
using System.Text.Json;
using Alerting.Core.Redaction;
using Alerting.Testing;
using Alerting.Testing.Secrets;
using Xunit;

namespace Alerting.Core.Tests.Redaction;

public sealed class PlantedSecretsTests
{
    private static readonly int Seed = Seeds.Or(7);

    public static TheoryData<string> Kinds => [.. PlantedSecrets.Make(PlantedSecrets.KindCount, 1).Select(it => it.Kind)];

    [Fact]
    public void There_are_more_than_40_kinds() => Assert.True(PlantedSecrets.KindCount > 40);

    [Theory]
    [MemberData(nameof(Kinds))]
    public void None_of_a_kind_is_left_in_a_log_or_an_annotation(string kind)
    {
        foreach (var planted in Of(kind))
        {
            Assert.Contains(planted.Needle, planted.Text, StringComparison.Ordinal);
            foreach (var redacted in new[] { Redactor.Usual.Log(planted.Text), Redactor.Usual.Annotation(planted.Text) })
            {
                Assert.False(
                    redacted.Text.Contains(planted.Needle, StringComparison.Ordinal),
                    $"seed {Seed}: {planted.Text} became {redacted.Text}");
                Assert.True(redacted.Count >= 1);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void None_of_a_kind_is_left_where_the_text_was_quoted_as_JSON(string kind)
    {
        var encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
        foreach (var planted in Of(kind))
        {
            var quoted = $"{{\"message\":\"{JsonEncodedText.Encode(planted.Text, encoder)}\",\"rows\":12}}";

            var redacted = Redactor.Usual.Log(quoted).Text;

            Assert.DoesNotContain(planted.Needle, redacted, StringComparison.Ordinal);
            using var json = JsonDocument.Parse(redacted);
            Assert.Equal(12, json.RootElement.GetProperty("rows").GetInt32());
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Redacting_twice_changes_nothing(string kind)
    {
        foreach (var planted in Of(kind))
        {
            var once = Redactor.Usual.Log(planted.Text).Text;

            Assert.Equal(new(once, 0), Redactor.Usual.Log(once));
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void What_is_masked_says_the_same_whatever_was_there(string kind)
    {
        var planted = Of(kind)[0];

        Assert.Contains(Redactor.Mark, Redactor.Usual.Log(planted.Text).Text, StringComparison.Ordinal);
    }

    private static List<PlantedSecret> Of(string kind) =>
        [.. PlantedSecrets.Make(40 * PlantedSecrets.KindCount, Seed).Where(it => it.Kind == kind)];
}
