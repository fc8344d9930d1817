using System.Globalization;
using Alerting.Core.Routing.Intervals;
using Alerting.Core.Tests.Configuration;
using Alerting.Testing;
using NodaTime;
using Xunit;

namespace Alerting.Core.Tests.Routing.Intervals;

/// <summary>
/// Time intervals and instants at random, mostly about a change of the clocks. The seed is fixed, or
/// <c>ALERTING_SEED</c>; what fails is made small before it is shown.
/// </summary>
internal sealed class RandomSpecs(int seed)
{
    private static readonly string[] Zones =
    [
        "UTC", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "America/Sao_Paulo", "Africa/Casablanca",
        "Pacific/Apia", "Asia/Kathmandu", "Europe/Dublin", "Antarctica/Troll", "Asia/Gaza", "Africa/Monrovia",
    ];

    private static readonly string[] Days =
        ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"];

    private readonly Random random = new(seed);

    /// <summary>Fails with the smallest case found when the rule does not hold for one of so many.</summary>
    public static void Check(int cases, Func<TimeInterval, DateTimeOffset, bool> rule)
    {
        var seed = Seeds.Or(20260302);
        var specs = new RandomSpecs(seed);
        for (var i = 0; i < cases; i++)
        {
            var keys = specs.Keys();
            var at = specs.At(keys);
            if (!Holds(keys, at))
            {
                var (few, round) = Smallest(keys, at);
                Assert.Fail($"ALERTING_SEED={seed}: {{{string.Join(", ", few)}}} at {round:O}");
            }
        }

        bool Holds(IReadOnlyList<string> keys, DateTimeOffset at) =>
            rule(IntervalFiles.OfSpec(string.Join(", ", keys)), at);

        (IReadOnlyList<string> Keys, DateTimeOffset At) Smallest(IReadOnlyList<string> keys, DateTimeOffset at)
        {
            var fewer = keys.Select(key => keys.Where(other => other != key).ToArray()).Select(few => (Keys: few, at));
            var rounder = new[] { TimeSpan.FromDays(1), TimeSpan.FromHours(1), TimeSpan.FromMinutes(1) }
                .Select(unit => (Keys: keys.ToArray(), at: at.AddTicks(-(at.Ticks % unit.Ticks))))
                .Where(round => round.at != at);
            var found = fewer.Concat(rounder).FirstOrDefault(smaller => !Holds(smaller.Keys, smaller.at));
            return found.Keys is null ? (keys, at) : Smallest(found.Keys, found.at);
        }
    }

    /// <summary>The keys of a spec, each with its value.</summary>
    public string[] Keys()
    {
        string?[] keys =
        [
            Sometimes("times", () => Times()),
            Sometimes("weekdays", () => Ordered(0, 6, day => Days[day])),
            Sometimes("days_of_month", DaysOfMonth),
            random.Next(4) == 0 ? Sometimes("months", () => Ordered(0, 13, Number)) : null,
            random.Next(4) == 0 ? Sometimes("years", () => Ordered(1970, 2040, Number)) : null,
            random.Next(6) == 0 ? null : "location: " + Zones[random.Next(Zones.Length)],
        ];
        return [.. keys.OfType<string>()];
    }

    /// <summary>An instant between 1970 and 2040, half of them within a day of a change of the clocks.</summary>
    public DateTimeOffset At(IReadOnlyList<string> keys)
    {
        var at = DateTimeOffset.UnixEpoch.AddMilliseconds(random.NextInt64(70L * 365 * 86400_000));
        var zone = keys.FirstOrDefault(key => key.StartsWith("location: ", StringComparison.Ordinal))?[10..] ?? "UTC";
        var stretch = DateTimeZoneProviders.Tzdb[zone].GetZoneInterval(Instant.FromDateTimeOffset(at));
        var far = random.Next(2) == 0 ? 180 : 1500;
        var near = stretch.HasEnd ? stretch.End.ToDateTimeOffset().AddMinutes(random.Next(-far, far)) : at;
        return random.Next(2) == 0 ? at : near;
    }

    private string? Sometimes(string key, Func<string> element) =>
        random.Next(2) == 0
            ? null
            : $"{key}: [{string.Join(", ", Enumerable.Range(0, random.Next(1, 3)).Select(_ => element()))}]";

    // Half of them in the hours in which clocks are changed.
    private string Times()
    {
        var most = random.Next(2) == 0 ? 240 : 1440;
        var (start, end) = (random.Next(most), random.Next(1, most + 1));
        return start < end ? $"{{start_time: '{Clock(start)}', end_time: '{Clock(end)}'}}" : Times();
    }

    private string DaysOfMonth()
    {
        var (first, last) = (random.Next(1, 32), random.Next(1, 32));
        return (random.Next(3), first <= last) switch
        {
            (0, true) => $"'{first}:{last}'",
            (1, true) => $"'-{last}:-{first}'",
            (2, _) => $"'{random.Next(1, 14)}:-{random.Next(1, 15)}'",
            _ => $"'{first}'",
        };
    }

    private string Ordered(int least, int most, Func<int, string> name)
    {
        var (one, other) = (random.Next(least, most + 1), random.Next(least, most + 1));
        return $"'{name(Math.Min(one, other))}:{name(Math.Max(one, other))}'";
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Clock(int minute) =>
        string.Create(CultureInfo.InvariantCulture, $"{minute / 60:00}:{minute % 60:00}");
}
