using System.Text;

namespace Alerting.Stories.Peers;

/// <summary>Bodies for <c>POST /api/v2/alerts</c>, good and bad: fixed ones, and any number made from a seed.</summary>
internal static class PostedBodies
{
    private const string Alert = """{"labels":{"a":"b"}""";
    private const string Mutants = "{}[]\",:\\x0129-+.TZe \n\u0001<&'\u00e9";

    private static readonly string[] Whole =
    [
        "", "  ", "null", "[]", "{}", "5", "\"x\"", "true", "[", "[{", "[{]", "[1]", "[\"x\"]", "[true]", "[[]]", "[{}]",
        "nul", "nulx", "nullx", "[tru]", "[nul", "[01]", "[1.]", "[1e]", "[-]", "{\"a\":1", "\"abc", "\ufeff[]", "[{1:2}]",
        "[{\"a\" 1}]", "[{\"a\":1 2}]", "[{'a'}]", "{}[]", "[]]", "[] x",
        Alert + "}", $"[{Alert}}}]", $"[{Alert}}}] trailing", $"[{Alert}}}]]", $"[{Alert}}},]", $"[{Alert},}}]",
        $"[{Alert}}},{{}}]", $"[{{}},{Alert}}}]", "[{\"labels\":{}},{}]", $"[{{\"labels\":{{}}}},{Alert}}},{{\"labels\":{{}}}}]",
        $"[{Alert},\"labels\":{{}}}}]", $"[{Alert},\"labels\":null}}]", $"[{Alert},\"LABELS\":{{\"c\":1}}}}]",
        $"[{Alert},\"x\":{Deep(9_998)}}}]", $"[{Alert},\"x\":{Deep(9_999)}}}]", Deep(10_000), Deep(10_001),
    ];

    private static readonly string[] Labels =
    [
        "null", "{}", "5", "[]", "\"x\"", "{\"a\":\"b\"}", "{\"a\":\"b\",\"c\":\"\"}", "{\"a\":1}", "{\"a\":null}",
        "{\"a\":true}", "{\"a\":{}}", "{\"a\":[]}", "{\"\":\"x\"}", "{\"\":\"\"}", "{\"a\":\"\"}", "{\"a\":\"x\",\"a\":\"y\"}",
        "{\"a\":\"\\ud800\"}", "{\"a\":\"\\x\"}", "{\"a\":\"\\u12g4\"}", "{\"a\":\"x\ny\"}", "{\"a\":1,\"b\":true}",
    ];

    /// <summary>Times, good and bad, as JSON.</summary>
    public static readonly string[] Times =
    [
        "null", "5", "true", "{}", "[1]", "\"\"", "\"x\"", "\"0\"", "\"2026\"", "\"2026-1-1\"", "\"2026-01-1x\"",
        .. new[]
        {
            "2026-11-21T11", "2026-11-21T11:00", "2026-11-21T11:00Z", "2026-11-21T11:00:00", "2026-11-21 11:00:00",
            "2026-11-21 1:00:00,5", "2026-11-21 11:00:00Z", "2026-11-21T11:00:00Z", "2026-11-21T11:00:00.5+02:00",
            "2026-11-21T11:00:00.123456789123Z", "2026-11-21T11:00:00,5Z", "2026-11-21T1:00:00Z", "2026-11-21T11:00:00+0200",
            "2026-11-21T11:00:00.123+0100", "2026-11-21T11:00:00.123456+0100", "2026-11-21T11:00:00.12+0100",
            "2026-11-21t11:00:00z", "2026-02-30T00:00:00Z", "2024-02-29T00:00:00Z", "2026-13-01T00:00:00Z",
            "2026-00-01T00:00:00Z", "2026-01-00T00:00:00Z", "2026-11-21T24:00:00Z", "2026-11-21T23:60:00Z",
            "2026-11-21T23:59:60Z", "2026-11-21 24:00:00", "2026-11-21 11:60:00", "2026-11-21 11:00:60",
            "2026-02-30 00:00:00", "0000-01-01T00:00:00Z", "0001-01-01T00:00:00Z", "0001-01-01T00:00:00+01:00",
            "9999-12-31T23:59:59-01:00", "10000-01-01T00:00:00Z", "2026-11-21T11:00:00+14:00", "2026-11-21T11:00:00+24:60",
            "2026-11-21T11:00:00Z ", " 2026-11-21T11:00:00Z", "-2026-11-21T11:00:00Z", "2026-11-21T11:00:00.Z",
            "2026-11-21T11:00:00Z+01:00", "2026-11-21T11:00:0Z", "2026-11-21T11:00:00.5", "\\u0032026-11-21T11:00:00Z",
            "\u00e9<>&\\\"\\\\\\n",
        }.Select(text => $"\"{text}\""),
    ];

    private static readonly string[] Links =
    [
        "null", "5", "{}", "\"\"", "\"x\"", "\"*\"", "\"/x\"", "\"//x\"", "\"?x\"", "\":x\"", "\"a:b\"", "\"1a:b\"",
        "\"http://p:9090/graph?g0.expr=a%3Eb\"", "\"http://x y\"", "\"http://a:8a/\"", "\"http://[::1]/\"",
        "\"http://[::1\"", "\"http://a%20b/\"", "\"http://a%c3/\"", "\"/a%zz\"", "\"http://u|@h/\"", "\"http://h?%zz\"",
        "\"http://a\\u0001b\"", "\"http://a{b}\"", "\"http://<\\\"\\u00e9>/\"",
    ];

    private static readonly (string Name, string[] Values)[] Fields =
    [
        ("labels", Labels), ("annotations", Labels), ("startsAt", Times), ("endsAt", Times), ("generatorURL", Links),
    ];

    /// <summary>Every value of every field once, and bodies that are odd as a whole.</summary>
    public static IEnumerable<byte[]> Fixed()
    {
        var single = from field in Fields
                     from value in field.Values
                     select field.Name == "labels"
                         ? $"[{{\"labels\":{value}}}]" : $"[{Alert},\"{field.Name}\":{value}}}]";
        var twice = Times.Select(time => $"[{Alert},\"startsAt\":\"2026-06-01T00:00:00Z\",\"endsAt\":{time}}}]");
        return [.. Whole.Concat(single).Concat(twice).Select(Encoding.UTF8.GetBytes), .. Broken()];
    }

    /// <summary>A body of up to four alerts of any fields, one in three with bytes changed.</summary>
    public static byte[] Any(Random random)
    {
        var alerts = Enumerable.Range(0, random.Next(5)).Select(_ => AnyAlert(random));
        var body = Encoding.UTF8.GetBytes($"[{string.Join(',', alerts)}]").ToList();
        for (var changes = random.Next(3) == 0 ? random.Next(1, 4) : 0; changes > 0; changes--)
        {
            var (at, mutant) = (random.Next(body.Count), (byte)Mutants[random.Next(Mutants.Length)]);
            switch (body.Count == 0 ? 1 : random.Next(3))
            {
                case 0:
                    body[at] = mutant;
                    break;
                case 1:
                    body.Insert(at, mutant);
                    break;
                default:
                    body.RemoveRange(at, Math.Min(body.Count - at, random.Next(1, 4)));
                    break;
            }
        }

        return [.. body];
    }

    // One field in three is bad in most posts otherwise, and nothing valid would ever be seen.
    private static string AnyAlert(Random random)
    {
        var members = new List<string>();
        if (random.Next(10) > 0)
        {
            members.Add($"\"labels\":{(random.Next(3) > 0 ? $"{{\"a\":\"{random.Next(9)}\"}}" : Labels[random.Next(Labels.Length)])}");
        }

        foreach (var (name, values) in Fields.Skip(1).Where(_ => random.Next(6) == 0))
        {
            members.Add($"\"{name}\":{values[random.Next(values.Length)]}");
        }

        return $"{{{string.Join(',', members)}}}";
    }

    private static byte[][] Broken() =>
    [
        [.. "[{\"labels\":{\"a\":\""u8, 0xff, .. "\"}}]"u8],
        [.. "[{\"labels\":{\"a\":\"b\"},\"startsAt\":\""u8, 0xe4, 0xb8, .. "\"}]"u8],
        [.. "[{\"labels\":{\"a\":\"b\"},\"generatorURL\":\""u8, 0xff, .. "\"}]"u8],
        [0xff], [0x00], [.. "[]"u8, 0xff],
    ];

    private static string Deep(int levels) => new string('[', levels) + new string(']', levels);
}
