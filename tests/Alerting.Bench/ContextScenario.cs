using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Alerting.Bench.Load;
using Alerting.Testing;
using Alerting.Testing.Processes;

namespace Alerting.Bench;

/// <summary>
/// 10,000 failures of three causes, each with words of its own: as alerts of one group, and as partitions of one run. How
/// many messages they come to, which kinds of errors those name, and how long it takes.
/// </summary>
internal static class ContextScenario
{
    private const int Failures = 10_000;
    private const int Batch = 500;
    private const int MostMessages = 10;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(200);

    /// <summary>Prints what came.</summary>
    /// <returns>The exit code: 1 when there were more messages, or other kinds of errors, than there should be.</returns>
    public static async Task<int> Run(TextWriter output)
    {
        var isGood = await Measured("alerts", Alerts(), output);
        return await Measured("partitions of one run", Parts(), output) && isGood ? 0 : 1;
    }

    private static async Task<bool> Measured(string what, (string Path, byte[] Body)[] posts, TextWriter output)
    {
        var (gate, began, messages) = (new Lock(), Stopwatch.GetTimestamp(), new List<Message>());
        using var folder = new BenchFolder();
        await using var sink = await Sink.Start(expected: 0, took: payload =>
        {
            lock (gate)
            {
                messages.Add(Message.Of(payload, Stopwatch.GetElapsedTime(began)));
            }
        });
        await using var served = await Served.Start(ScriptRoot.Executable, folder.FullName, sink.Url, "10s");
        using var poster = new Poster(await served.Address(), "/", connections: 16);
        began = Stopwatch.GetTimestamp();
        var (seconds, _) = await poster.Post(posts, CancellationToken.None);
        await Settled(messages, gate);
        await output.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"{Failures:N0} failing {what}: posted in {seconds:0.0} s, {messages.Count} messages, peak RSS {served.Peak():N0} MB"));
        foreach (var message in messages)
        {
            await output.WriteLineAsync("  " + message);
        }

        return messages.Count is > 0 and <= MostMessages && messages.Exists(it => it.Signatures.Count == Causes.Length)
            && messages.TrueForAll(it => it.Signatures.Count <= Causes.Length);
    }

    private static async Task Settled(List<Message> messages, Lock gate)
    {
        var began = Stopwatch.GetTimestamp();
        var (known, since) = (0, began);
        while (Stopwatch.GetElapsedTime(began) < Patience)
        {
            await Task.Delay(Glance, RealClock.Instance);
            lock (gate)
            {
                if (messages.Count != known)
                {
                    (known, since) = (messages.Count, Stopwatch.GetTimestamp());
                }
            }

            if (known > 0 && Stopwatch.GetElapsedTime(since) > Quiet)
            {
                return;
            }
        }
    }

    // What differs from one failure to the next: numbers, names, paths.
    private static readonly Func<int, string>[] Causes =
    [
        n => string.Create(CultureInfo.InvariantCulture, $"2026-11-21 02:{n % 60:00}:11 ERROR loader: cannot read s3://features/day={n}/part-{n:00000}.parquet: "
            + $"NoSuchKey (request {n * 7919:x8})"),
        n => string.Create(CultureInfo.InvariantCulture, $"2026-11-21 02:{n % 60:00}:12 ERROR trainer: CUDA out of memory. Tried to allocate {n % 900}.00 MiB "
            + $"(GPU {n % 8}; 79.15 GiB total capacity)"),
        n => string.Create(CultureInfo.InvariantCulture, $"2026-11-21 02:{n % 60:00}:13 ERROR writer: could not connect to server 10.0.{n % 255}.{n % 251}:5432 "
            + $"after {n % 30} s: connection refused"),
    ];

    private static (string Path, byte[] Body)[] Alerts() =>
    [
        .. Enumerable.Range(0, Failures).Chunk(Batch).Select(batch => ("/api/v2/alerts", Json(json =>
        {
            json.WriteStartArray();
            foreach (var n in batch)
            {
                json.WriteStartObject();
                json.WriteStartObject("labels");
                json.WriteString("alertname", "PartitionFailed");
                json.WriteString("partition", n.ToString(CultureInfo.InvariantCulture));
                json.WriteEndObject();
                json.WriteStartObject("annotations");
                json.WriteString("log", "starting\n" + Causes[n % Causes.Length](n) + "\nbye");
                json.WriteEndObject();
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }))),
    ];

    private static (string Path, byte[] Body)[] Parts() =>
    [
        .. Enumerable.Range(0, Failures).Select(n => ("/api/jobs/wide/runs/1/fail", Json(json =>
        {
            json.WriteStartObject();
            json.WriteNumber("partition", n);
            json.WriteNumber("partitions", Failures);
            json.WriteNumber("exit_code", 1);
            json.WriteString("log", "starting\n" + Causes[n % Causes.Length](n) + "\nbye");
            json.WriteEndObject();
        }))),
    ];

    private static byte[] Json(Action<Utf8JsonWriter> write)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            write(json);
        }

        return buffer.ToArray();
    }

    private sealed record Message(TimeSpan After, int Alerts, int Failing, string First, IReadOnlyList<string> Signatures)
    {
        public static Message Of(JsonElement payload, TimeSpan after)
        {
            var alerts = payload.GetProperty("alerts").GetArrayLength();
            if (!payload.TryGetProperty("context", out var context))
            {
                return new(after, alerts, 0, "", []);
            }

            return new(
                after, alerts,
                context.TryGetProperty("failing", out var failing) ? failing.GetInt32() : 0,
                context.TryGetProperty("firstFailing", out var first) ? first.GetString()! : "",
                context.TryGetProperty("signatures", out var signatures)
                    ? [.. signatures.EnumerateArray().Select(it => $"{it.GetProperty("count")} x {it.GetProperty("template")}")]
                    : []);
        }

        public override string ToString() => string.Create(
            CultureInfo.InvariantCulture,
            $"{After.TotalSeconds:0.0} s: {Alerts:N0} alerts, {Failing:N0} failing, first {First}: {string.Join(" | ", Signatures)}");
    }
}
