using System.Text;

namespace Alerting.Stories.Peers;

/// <summary>Bodies for <c>POST /api/v2/silences</c>, good and bad: fixed ones, and any number made from a seed.</summary>
internal static class PostedSilences
{
    private const string Mutants = "{}[]\",:\\x0129-+.TZe \n\u0001<&'\u00e9";
    private const string Starts = "\"2026-06-01T00:00:00Z\"";
    private const string Ends = "\"2099-06-01T00:00:00.5+02:00\"";

    private static readonly string[] Whole =
    [
        "", " ", "null", "[]", "5", "\"x\"", "true", "{", "{}", "{}]", "nul", "\ufeff{}", "{\"a\" 1}", "{'a'}", "{\"id\":1}",
        "{\"id\":1,\"matchers\":2}", "{\"startsAt\":5,\"id\":true}", "{\"comment\":5,\"startsAt\":\"x\"}",
        "{\"startsAt\":[],\"comment\":5}", "{\"matchers\":[3,{\"name\":1}]}", "{\"matchers\":[{\"name\":\"x\"},3],\"comment\":1}",
        Body() + " trailing", Body(more: ",\"matchers\":[{\"value\":\"c\"}]"), Body(more: ",\"matchers\":null"),
        Body(more: ",\"matchers\":[{},{}]"), Body(more: ",\"matchers\":[],\"matchers\":[{}]"),
        Body(more: ",\"matchers\":[{},{\"name\":\"d\",\"value\":\"e\",\"isRegex\":true}],\"matchers\":[{}],\"matchers\":[{},{\"value\":\"f\"}]"),
        Body(more: ",\"matchers\":[{},{\"name\":\"d\",\"value\":\"e\",\"isRegex\":true}],\"matchers\":[null],\"matchers\":[{},{}]"),
        Body(more: ",\"ID\":\"nope\",\"id\":null"), Body(more: ",\"id\":\"nope\",\"iD\":\"\""), Body(more: ",\"\u212aomment\":5"),
        Body(more: ",\"\u017ftart\u017fat\":5"), Body(more: ",\"more\":{\"id\":1}"),
    ];

    private static readonly string[] Texts = ["null", "5", "{}", "[]", "true", "\"\"", "\"<\\u2028&\\ud83d\\ude80\"", "\"\\ud800\"", "\"a\\nb\""];

    private static readonly string[] Ids =
        ["null", "5", "{}", "\"\"", "\"nope\"", "\"00000000-0000-0000-0000-000000000000\"", "\"\\ud800\""];

    private static readonly string[] Matchers =
    [
        "null", "5", "{}", "\"x\"", "[]", "[5]", "[[]]", "[{}]", "[{},5]", "[{\"isRegex\":true}]", "[{\"isRegex\":true,\"name\":\"\"}]",
        .. new[]
        {
            Matcher("a", "b", false), Matcher("", "b", false), Matcher("a", "", false), Matcher("a", "(", true),
            Matcher("a", ".*", true), Matcher("a", "x|", true), Matcher("a", ".+", true), Matcher("a", "[b-a]", true),
            Matcher("a", "a**", true), Matcher("a", "\\\\8", true), Matcher("a", "x", true, "false"), Matcher("a", "", false, "false"),
            Matcher("a", "", true, "false"), Matcher("a", "b", false, "null"), Matcher("a", "b", false, "5"),
            Matcher("a", "b", false, "\"\""), Matcher("_:", "b", false), Matcher("a", "\\ud800", false), Matcher("a", "\\ud800", true),
            Matcher("a", "b", false) + "," + Matcher("a", ")", true), Matcher("a", "", false) + "," + Matcher("b", "x", true, "false"),
            Matcher("a", "(?i)\u00e9|\\\\pL", true), Matcher("a", "(a*)*b", true), Matcher("b", "c", false) + "," + Matcher("a", "b", false),
        }.Select(matchers => $"[{matchers}]"),
    ];

    private static readonly (string Name, string[] Values)[] Fields =
    [
        ("startsAt", PostedBodies.Times), ("endsAt", PostedBodies.Times), ("matchers", Matchers), ("comment", Texts),
        ("createdBy", Texts), ("id", Ids),
    ];

    /// <summary>Every value of every field once, each field missing, and bodies that are odd as a whole.</summary>
    public static IEnumerable<byte[]> Fixed()
    {
        var single = from field in Fields from value in field.Values select Body(field.Name, value);
        var missing = Fields.Select(field => Body(field.Name, null));
        return Whole.Concat(single).Concat(missing).Select(Encoding.UTF8.GetBytes)
            .Append([.. Encoding.UTF8.GetBytes(Body("comment", "\"X\"")).Select(b => b == 'X' ? (byte)0xff : b)]);
    }

    /// <summary>A body of any values, one in three with bytes changed.</summary>
    public static byte[] Any(Random random)
    {
        var members = new List<string>();
        foreach (var (name, values) in Fields)
        {
            members.Add(random.Next(6) == 0 ? $"\"{name}\":{values[random.Next(values.Length)]}" : Member(name));
        }

        random.Shuffle(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(members));
        var text = $"{{{string.Join(',', members.Skip(random.Next(12) == 0 ? 1 : 0))}}}";
        var body = Encoding.UTF8.GetBytes(text).ToList();
        for (var changes = random.Next(3) == 0 ? random.Next(1, 3) : 0; changes > 0; changes--)
        {
            var at = random.Next(body.Count);
            body[at] = (byte)Mutants[random.Next(Mutants.Length)];
        }

        return [.. body];
    }

    /// <summary>A good body, with one member otherwise, or without it.</summary>
    public static string Body(string? name = null, string? value = null, string more = "")
    {
        var members = Fields.Select(field => field.Name != name ? Member(field.Name)
            : value is null ? null : $"\"{name}\":{value}");
        return $"{{{string.Join(',', members.Where(member => member is not null))}{more}}}";
    }

    /// <summary>A matcher as JSON.</summary>
    public static string Matcher(string name, string value, bool isRegex, string? isEqual = null) =>
        $"{{\"name\":\"{name}\",\"value\":\"{value}\",\"isRegex\":{(isRegex ? "true" : "false")}{(isEqual is null ? "" : ",\"isEqual\":" + isEqual)}}}";

    private static string Member(string name) => $"\"{name}\":" + name switch
    {
        "startsAt" => Starts,
        "endsAt" => Ends,
        "matchers" => $"[{Matcher("a", "b", false)}]",
        "id" => "\"\"",
        _ => "\"x\"",
    };
}
