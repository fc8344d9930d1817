using System.Security.Cryptography;
using System.Text;
using Alerting.Core.Configuration;
using Alerting.Core.Matching;
using Alerting.Core.Templates;
using Xunit;

namespace Alerting.Core.Tests.Configuration;

/// <summary>What a configuration is known by, and how it is handed to other instances.</summary>
public sealed class ConfigurationSealTests
{
    private static readonly ConfigurationText Theirs = new("alertmanager.yml", "x");
    private static readonly ConfigurationText Ours = new("alerting.yml", "y");
    private static readonly ConfigurationSeal Seal = new("an access token");

    public static TheoryData<int> Sizes => [0, 1000, 900_000, 950_000, 4_000_000];

    // Computed apart from this code: a length of 8 bytes, least first, and the bytes, of each; then the mode.
    [Fact]
    public void Without_files_of_templates_the_hash_is_what_it_has_always_been()
    {
        Assert.Equal(
            "946a0b44bba82efb145c58530ff7b3d46d7f81942ac6eabcf443d0e19fd26958", ConfigurationText.Hash(Theirs, Ours));
        Assert.Equal(
            "946a0b44bba82efb145c58530ff7b3d46d7f81942ac6eabcf443d0e19fd26958", ConfigurationText.Hash(Theirs, Ours, []));
        Assert.Equal(
            "8519ad7b76a3546580fdf19ab38e6ad9f13d7f055234abaa448c6f85d3ca1bce",
            ConfigurationText.Hash(Theirs with { Mode = MatcherMode.Classic }, null));
    }

    [Fact]
    public void Names_contents_and_order_of_files_of_templates_count()
    {
        TemplateText a = new("a", "1"), b = new("b", "2");
        TemplateText[][] lists = [[], [a], [b], [a, b], [b, a], [a, a], [new("a1", "")], [new("", "a1")], [new("a", "")]];

        Assert.Equal(lists.Length, lists.DistinctBy(list => ConfigurationText.Hash(Theirs, Ours, list)).Count());
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void What_was_closed_is_opened_with_its_files_of_templates(int size)
    {
        TemplateText[] templates = [new("t.tmpl", new string('é', size / 2)), new("", "\u0000\"[")];

        var opened = Seal.Open("h", Seal.Close("h", Theirs, null, templates));

        Assert.Equal((Theirs, null), (opened!.Value.Alertmanager, opened.Value.Alerting));
        Assert.Equal(templates, opened.Value.Templates);
    }

    [Fact]
    public void What_is_large_takes_less_room_than_it_is() =>
        Assert.InRange(Seal.Close("h", Theirs, Ours, [new("t", string.Concat(Enumerable.Repeat("{{ .Status }}", 200_000)))]).Length, 1, 100_000);

    [Fact]
    public void A_row_of_a_version_that_knew_no_files_of_templates_is_opened()
    {
        var opened = Seal.Open("h", Closed("""["alertmanager.yml","x",null,null]"""));

        Assert.Equal((Theirs, null), (opened!.Value.Alertmanager, opened.Value.Alerting));
        Assert.Empty(opened.Value.Templates);
    }

    // What such a version reads are the first four texts.
    [Fact]
    public void A_version_that_knew_no_files_of_templates_opens_a_row_of_now()
    {
        var plain = Plain(Seal.Close("h", Theirs, Ours, [new("t.tmpl", "z")]));

        Assert.StartsWith("""["alertmanager.yml","x","alerting.yml","y",""", plain, StringComparison.Ordinal);
    }

    private static byte[] Closed(string plain)
    {
        var bytes = new byte[12 + 16 + plain.Length];
        using var cipher = new AesGcm(Key(), 16);
        cipher.Encrypt(
            bytes.AsSpan(0, 12), Encoding.UTF8.GetBytes(plain), bytes.AsSpan(28), bytes.AsSpan(12, 16), "h"u8);
        return bytes;
    }

    private static string Plain(byte[] closed)
    {
        var plain = new byte[closed.Length - 28];
        using var cipher = new AesGcm(Key(), 16);
        cipher.Decrypt(closed.AsSpan(0, 12), closed.AsSpan(28), closed.AsSpan(12, 16), plain, "h"u8);
        return Encoding.UTF8.GetString(plain);
    }

    private static byte[] Key() => HKDF.DeriveKey(
        HashAlgorithmName.SHA256, "an access token"u8.ToArray(), 32, info: "alerting published configuration 1"u8.ToArray());
}
