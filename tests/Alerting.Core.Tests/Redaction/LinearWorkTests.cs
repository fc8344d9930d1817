using System.Text.Encodings.Web;
using System.Text.Json;
using Alerting.Core.Redaction;
using Alerting.Testing;
using Alerting.Testing.Secrets;
using Xunit;

namespace Alerting.Core.Tests.Redaction;

/// <summary>
/// Without a clock: the characters that were looked at are counted. Whatever is repeated, twice as much of it takes
/// about twice the work, and never more than so much for each character.
/// </summary>
public sealed class LinearWorkTests
{
    private const int MostForEach = 150;

    private static readonly string[] Pieces =
    [
        "password=", "password=\"", "password='", "password: ", "password", "PASSWORD=x,", "password=a;b=", "pwd=/",
        "token=f(", "token=${", "token={{", "token=$A", "\"token\":\"", "\\\"token\\\":\\\"", "token=xxxx", "token=1",
        "--password ", "name: password\nvalue: ", "password: |\n  ", "password: |\n password: |\n", "secret,", "secret,a",
        "key", "api_key=", "AKIA", "AKIAAAAAAAAAAAAAAAAA", "ghp_", "glpat-", "glpat-glpat-", "sk-", "SG.", "8Q~", "-us1",
        "0123456789abcdef0123456789abcdef-us1", ".atlasv1.", "12345678:AA", "eyJ", "eyJ.", "eyJa.eyJ", "eyJaaaaaaaa.",
        "://", "://a", "://a:b", "://a:b/", "://a:b@", "://@", "@", "a@", "a@b", "a@b.", "a@b.c", "a@b.cd", "@b.cd",
        "-----BEGIN ", "-----BEGIN PRIVATE KEY-----", "-----BEGIN PRIVATE KEY-----!", "-----BEGIN PRIVATE KEY-----A",
        "-----BEGIN PRIVATE KEY-----\n", "-----END ", "-----END PRIVATE KEY-----", "A-----END PRIVATE KEY-----",
        "AAAA\n-----END PRIVATE KEY-----\n", "\\n", "\\\\", "\\\"", "\"", "'", "=", ":", ",", ";", "&", " ", "\n", "1",
        "12 ", "1-", "+1", "(1", "4111", "4111 ", "Bearer ", "Bearer a1", "Authorization: ", "Authorization: Digest ",
        "Cookie: ", "Cookie: a=", "Cookie: a", "?code=", "&sig=", "machine a login a password ", " login a password a",
        " -u ", " -u a:", ":5432:", ":5432:a:", "x:5432:a:b:c", "[redacted]", "password=[redacted]", "<password>", "a",
        "identified by '", "requirepass ", "password%3D", "customer", "C-1", "\\u0022", "\\u003d", "\\\\u0022", "\\u00", "\u001b[1m",
        "\u001b", "\u009b", "b'", "['", "['a', ", "[\"a\",", "(\"", "pass=", "\"pass\":", "Pwd={", "Pwd={a}}", "}", "}}",
        "auth=('a', '", "auth=(", "oracle:thin:", "oracle:thin:a/", " -p ", " login ", " login a -p ", "password is ",
        "wandb login ", "aws_session_token ", "Authorization: [", "Authorization: b'", "password=\\u0022ab\\",
    ];

    private static readonly Redactor Redactor = new(new() { Fields = ["customer"], PersonalInLogs = true });

    public static TheoryData<string> All => [.. Pieces];

    [Theory]
    [MemberData(nameof(All))]
    public void Twice_as_much_of_it_is_twice_the_work(string piece)
    {
        foreach (var (before, after) in new[] { ("", ""), ("password=\"", ""), ("-----BEGIN PRIVATE KEY-----\n", "@") })
        {
            var once = Work(before + Repeat(piece, 20_000) + after);
            var twice = Work(before + Repeat(piece, 40_000) + after);

            Assert.InRange(twice, once, (once * 2.2) + 1_000);
            Assert.True(twice <= MostForEach * 40_000L, $"{piece}: {twice / 40_000.0} for each character");
        }
    }

    [Fact]
    public void No_mixture_takes_more_than_so_much_for_each_character()
    {
        var seed = Seeds.Or(11);
        var random = new Random(seed);
        for (var i = 0; i < 200; i++)
        {
            var few = random.GetItems(Pieces, random.Next(2, 5));
            var text = Repeat(string.Concat(few), 40_000);

            var work = Work(text);

            Assert.True(
                work <= MostForEach * (long)text.Length,
                $"seed {seed}: {string.Join(" | ", few)}: {work / (double)text.Length} for each character");
        }
    }

    [Fact]
    public void Whatever_comes_is_redacted_once_and_for_all()
    {
        var seed = Seeds.Or(12);
        var random = new Random(seed);
        for (var i = 0; i < 20_000; i++)
        {
            var text = Mixture(random);

            var once = Redactor.Log(text).Text;

            var twice = Redactor.Log(once).Text;
            Assert.True(once == twice, $"seed {seed}:\n{text}\nbecame\n{once}\nbecame\n{twice}");
        }
    }

    [Fact]
    public void JSON_stays_JSON_whatever_its_texts_say()
    {
        var seed = Seeds.Or(13);
        var random = new Random(seed);
        for (var i = 0; i < 20_000; i++)
        {
            var text = Json(random, 3);

            var redacted = Redactor.Log(text).Text;

            Assert.True(IsJson(redacted), $"seed {seed}:\n{text}\nbecame\n{redacted}");
        }
    }

    private static bool IsJson(string text)
    {
        try
        {
            JsonDocument.Parse(text).Dispose();
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    // Texts that quote texts that quote texts.
    private static string Json(Random random, int depth)
    {
        var inner = depth > 0 && random.Next(2) == 0 ? Json(random, depth - 1) : Mixture(random);
        var text = JsonEncodedText.Encode(inner, JavaScriptEncoder.UnsafeRelaxedJsonEscaping);
        var space = random.Next(2) == 0 ? " " : "";
        return random.Next(4) switch
        {
            0 => $"{{\"password\":{space}12,\"message\":{space}\"{text}\",{space}\"rows\":{space}[1,{space}2]}}",
            1 => $"{{\"token\":{space}\"{text}\",\"a\":{space}{{\"secret\":{space}true}}}}",
            2 => $"[\"{text}\",{space}\"{text}\"]",
            _ => $"{{{space}\"message\":{space}\"{text}\"{space}}}",
        };
    }

    private static string Mixture(Random random) => random.Next(3) == 0
        ? PlantedSecrets.Make(PlantedSecrets.KindCount, random.Next())[random.Next(PlantedSecrets.KindCount)].Text
        : string.Concat(random.GetItems(Pieces, random.Next(1, 8)));

    private static long Work(string text)
    {
        long looked = 0;
        Redactor.Log(text, ref looked);
        Assert.True(looked >= text.Length);
        return looked;
    }

    private static string Repeat(string piece, int length) =>
        string.Concat(Enumerable.Repeat(piece, (length / piece.Length) + 1))[..length];
}
