using System.Collections.Immutable;
using Alerting.Core.Jobs.Events;

namespace Alerting.Core.Tests.Jobs.Events;

/// <summary>Events of any shape that a source may make.</summary>
internal sealed class RandomJobEvent(int seed)
{
    private readonly Random random = new(seed);

    public JobEvent Next() => new()
    {
        Type = Any<JobEventType>(),
        Job = Text(1),
        Run = Maybe(() => Text(1)),
        Attempt = random.Next(1, JobLimits.Attempts + 1),
        Partition = Maybe(() => Text(1)),
        Partitions = MaybeOf(() => random.Next(JobLimits.Partitions + 1)),
        Sequence = MaybeOf(() => random.NextInt64(long.MaxValue)),
        Kind = Any<RunKind>(),
        At = MaybeOf(Time),
        ScheduledAt = MaybeOf(Time),
        Level = MaybeOf(Any<Level>),
        Logger = Maybe(() => Text(0)),
        ExitCode = MaybeOf(() => random.Next(int.MinValue, int.MaxValue)),
        Signal = Maybe(() => Text(0)),
        Reason = Maybe(() => Text(0)),
        Message = Maybe(() => Text(0)),
        Rows = MaybeOf(() => Math.Abs(Number())),
        Bytes = MaybeOf(() => Math.Abs(Number())),
        Metrics = Members(() => new Measure(Number(), MaybeOf(() => random.NextInt64(long.MaxValue)))),
        Model = Members(() => Text(0)),
        Dataset = Members(() => Text(0)),
        Code = Members(() => Text(0)),
        Resources = Members(() => Text(0)),
        Labels = Members(() => Text(0)),
        Parents = [.. Enumerable.Range(0, random.Next(3)).Select(_ => Text(1))],
        Log = Maybe(() => Text(0)),
        TraceId = Maybe(() => Text(0)),
        EventId = Maybe(() => Text(1)),
        IsPing = random.Next(2) == 0,
    };

    private T Any<T>()
        where T : struct, Enum => Enum.GetValues<T>()[random.Next(Enum.GetValues<T>().Length)];

    private T? Maybe<T>(Func<T> value)
        where T : class => random.Next(2) == 0 ? value() : null;

    private T? MaybeOf<T>(Func<T> value)
        where T : struct => random.Next(2) == 0 ? value() : null;

    private DateTimeOffset Time()
    {
        var ticks = random.NextInt64(TimeSpan.TicksPerDay * 2, DateTime.MaxValue.Ticks - (TimeSpan.TicksPerDay * 2));
        return new(ticks, TimeSpan.FromMinutes(random.Next(-14 * 60, (14 * 60) + 1)));
    }

    private double Number()
    {
        var number = BitConverter.Int64BitsToDouble(random.NextInt64(long.MinValue, long.MaxValue));
        return double.IsFinite(number) ? number : 0.1 + 0.2;
    }

    private string Text(int least)
    {
        const string Alphabet = "aZ09 _-/\\\"<&'{[\n\t\u0000\u2028é漢\uFFFD";
        var length = random.Next(least, 12);
        var text = string.Concat(Enumerable.Range(0, length).Select(_ => Alphabet[random.Next(Alphabet.Length)]));
        return random.Next(5) == 0 ? text + "\U0001F600" : text;
    }

    private ImmutableSortedDictionary<string, T> Members<T>(Func<T> value) => Enumerable.Range(0, random.Next(4))
        .Select(_ => Text(0)).Distinct()
        .ToImmutableSortedDictionary(name => name, _ => value(), StringComparer.Ordinal);
}
