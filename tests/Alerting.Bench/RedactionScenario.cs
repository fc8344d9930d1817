using System.Diagnostics;
using System.Globalization;
using System.Text;
using Alerting.Bench.Load;
using Alerting.Core.Redaction;
using Alerting.Testing.Secrets;

namespace Alerting.Bench;

/// <summary>
/// What taking credentials and personal data out of a text takes, as a multiple of a loop that reads the same characters one
/// by one; with texts that are made to be slow. Linear where the time of a character does not grow with the size.
/// </summary>
internal static class RedactionScenario
{
    private static readonly int[] Kilobytes = [64, 256, 1024, 4096];

    private static readonly IReadOnlyList<PlantedSecret> Secrets = PlantedSecrets.Make(200, seed: 1);

    private static readonly (string What, Func<int, string> Line)[] Texts =
    [
        ("ordinary lines", n => $"2026-11-21 12:00:00,{n % 1000:000} INFO etl.load - part {n} read in {n % 97} ms from s3://features/day={n}"),
        ("a secret in every tenth line", n => n % 10 == 0
            ? Secrets[n / 10 % Secrets.Count].Text
            : $"2026-11-21 12:00:00,{n % 1000:000} WARNING etl.load - part {n} is late by {n % 97} s"),
        ("worst: password=password=", _ => string.Concat(Enumerable.Repeat("password=", 500))),
        ("worst: AKIAAKIA", _ => string.Concat(Enumerable.Repeat("AKIA", 1_000))),
        ("worst: -----BEGIN -----BEGIN", _ => string.Concat(Enumerable.Repeat("-----BEGIN ", 400))),
        ("worst: ://://@@", _ => string.Concat(Enumerable.Repeat("://@", 1_000))),
        ("worst: eyJ.eyJ.", _ => string.Concat(Enumerable.Repeat("eyJ.", 1_000))),
        ("worst: digits", _ => new string('4', 4_000)),
        ("worst: a@a@", _ => string.Concat(Enumerable.Repeat("a@a.", 1_000))),
        ("worst: open quotes", _ => string.Concat(Enumerable.Repeat("\"token\":\"", 400))),
    ];

    /// <summary>Prints the table.</summary>
    /// <returns>The exit code.</returns>
    public static async Task<int> Run(TextWriter output)
    {
        var table = new Table(output);
        await table.Head("text", "KB", "MB/s", "ns a character", "times a bare loop");
        foreach (var (what, line) in Texts)
        {
            foreach (var size in Kilobytes)
            {
                await Measure(table, what, size, Text(line, size * 1024));
            }
        }

        return 0;
    }

    private static string Text(Func<int, string> line, int size)
    {
        var text = new StringBuilder();

        // Those of the worst are one line: what ends a line bounds them.
        for (var n = 0; text.Length < size; n++)
        {
            var next = line(n);
            text.Append(next).Append(next.Length > 2_000 ? "" : "\n");
        }

        return text.ToString(0, size);
    }

    private static async Task Measure(Table table, string what, int size, string text)
    {
        // Warm: compiled as it is when it runs for long.
        for (var round = 0; round < 20; round++)
        {
            Redactor.Usual.Log(text);
            Read(text);
        }

        var reads = Median(() => Read(text));
        var redacted = Median(() => Redactor.Usual.Log(text).Count);
        await table.Row(
            what,
            size.ToString(CultureInfo.InvariantCulture),
            (text.Length / redacted / 1_000).ToString("0", CultureInfo.InvariantCulture),
            (redacted * 1_000_000 / text.Length).ToString("0.00", CultureInfo.InvariantCulture),
            (redacted / reads).ToString("0.0", CultureInfo.InvariantCulture));
    }

    private static double Median(Func<int> work)
    {
        var times = Enumerable.Range(0, Spread.Rounds).Select(_ => Time(work)).Order().ToArray();
        return times[times.Length / 2];
    }

    private static double Time(Func<int> work)
    {
        var start = Stopwatch.GetTimestamp();
        GC.KeepAlive(work());
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    private static int Read(string text)
    {
        var sum = 0;
        foreach (var c in text)
        {
            sum = unchecked((sum * 31) + c);
        }

        return sum;
    }
}
