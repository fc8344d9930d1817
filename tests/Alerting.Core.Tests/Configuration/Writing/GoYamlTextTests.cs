using System.Text;
using Alerting.Core.Configuration.Reading;
using Alerting.Core.Configuration.Writing;
using Alerting.Testing;
using Xunit;

namespace Alerting.Core.Tests.Configuration.Writing;

/// <summary>A text survives being printed and read, wherever it stands.</summary>
public sealed class GoYamlTextTests
{
    private static readonly string[] Parts =
    [
        "a", "b", " ", "  ", "\n", "\n\n", "\t", "\r", ":", ": ", "#", " #", "-", "- ", "?", "!", "&", "*", "|", ">", "%", "@", "`", "'", "\"",
        "\\", ",", "[", "]", "{", "}", "{{ .x }}", "<<", "=", "~", "null", "yes", "5", "1.5", "0x1", ".", "...", "---", "1:30", "2024-01-01", "ü",
        "東", "😀", "\u0085", "\u00a0", "\u2028", "\u2029", "\ufeff", "\u007f", "\0", "\u001b", "word ", "a long word of many letters ",
    ];

    [Fact]
    public void A_text_of_any_kind_is_read_as_it_was()
    {
        var seed = Seeds.Or(20260802);
        var random = new Random(seed);
        for (var i = 0; i < 5000; i++)
        {
            var text = Any(random);
            if (Read(text) != text)
            {
                for (var smaller = text; smaller is not null; smaller = Smaller(text).FirstOrDefault(less => Read(less) != less))
                {
                    text = smaller;
                }

                Assert.Fail($"ALERTING_SEED={seed}: {Escaped(text)} was read as {Escaped(Read(text))}:\n{Print(text)}");
            }
        }
    }

    [Theory]
    [InlineData("a10,a9,a,b,A,1,10,9,_,a01,a1,10a,", ",_,1,9,10,10a,A,a,a1,a01,a9,a10,b")]
    public void Keys_stand_in_the_order_of_go(string keys, string sorted) =>
        Assert.Equal(sorted.Split(','), keys.Split(',').Order(GoKeyOrder.Instance));

    [Fact]
    public void Keys_whose_order_goes_round_in_circles_are_all_there()
    {
        var keys = Enumerable.Range(0, 2000).Select(i => i % 2 == 0 ? $"{i}" : $"{i / 10}a{i}").ToArray();

        var sorted = (Marshalled.Mapping)Marshalled.Sorted(keys.Select(key => KeyValuePair.Create(key, Marshalled.Null)));

        Assert.Equal(keys.Order(StringComparer.Ordinal), sorted.Entries.Select(entry => entry.Key).Order(StringComparer.Ordinal));
    }

    private static string Any(Random random)
    {
        var text = new StringBuilder();
        for (var left = random.Next(random.Next(3) == 0 ? 40 : 6); left >= 0; left--)
        {
            text.Append(Parts[random.Next(Parts.Length)]);
        }

        return text.ToString();
    }

    private static IEnumerable<string> Smaller(string text) =>
        Enumerable.Range(0, text.Length).Select(at => text.Remove(at, 1));

    private static string Escaped(string text) => string.Concat(text.Select(c => c is >= ' ' and <= '~' ? $"{c}" : $"\\u{(int)c:x4}"));

    private static string Print(string text)
    {
        var scalar = new Marshalled.Text(text);
        return GoYamlText.Of(new Marshalled.Mapping(
        [
            new("value", scalar),
            new("flow", new Marshalled.Sequence([scalar, scalar], IsFlow: true)),
            new("list", new Marshalled.Sequence([scalar, new Marshalled.Sequence([scalar]), new Marshalled.Mapping([new("key", scalar), new("last", scalar)])])),
            new("key", new Marshalled.Mapping([new(text, scalar)])),
        ]));
    }

    // What stands in most places; what stands elsewhere is told where it differs.
    private static string Read(string text)
    {
        if (Document.Open(new("", Print(text)), new()) is not { } map || map.TakeList("list") is not [_, _, _] list
            || list[2].AsMap() is not { } inner)
        {
            return "not read";
        }

        string?[] read =
        [
            map.Take("value")?.AsText(), .. map.TakeList("flow").Select(item => item.AsText()), list[0].AsText(), list[1].AsList().Single().AsText(),
            inner.Take("key")?.AsText(), inner.Take("last")?.AsText(), .. map.TakeMap("key").SelectMany(entry => new[] { entry.Name, entry.Value.AsText() }),
        ];
        return read.Length == 9 ? read.FirstOrDefault(one => one != text) ?? text : $"{read.Length} texts";
    }
}
