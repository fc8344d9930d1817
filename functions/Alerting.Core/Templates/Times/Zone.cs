using NodaTime;
using NodaTime.TimeZones;

namespace Alerting.Core.Templates.Times;

/// <summary>Go's <c>time.Location</c>. A closed family.</summary>
internal abstract record Zone
{
    private Zone() { }

    /// <summary>UTC.</summary>
    public static Zone Utc { get; } = new Fixed("UTC", 0);

    /// <summary>Where we are, which is UTC, too, as in a container.</summary>
    public static Zone Local { get; } = new Here();

    /// <summary>What it is called; empty for an offset.</summary>
    public abstract string Name { get; }

    /// <summary>The abbreviation, which may be empty, and the seconds east of UTC at a time.</summary>
    public abstract (string Abbreviation, int Offset) At(long unixSeconds);

    /// <summary>Whether the clocks are put forward at a time.</summary>
    public virtual bool IsDaylight(long unixSeconds) => false;

    /// <summary>An offset, with or without a name.</summary>
    public static Zone OfOffset(int seconds, string name = "") =>
        seconds == 0 && name.Length == 0 ? Utc : new Fixed(name, seconds);

    /// <summary>The zone of a name, or null and Go's words.</summary>
    public static Zone? Find(string name, out string problem)
    {
        problem = "time: invalid location name";
        if (name is "" or "UTC")
        {
            return Utc;
        }

        if (name == "Local")
        {
            return Local;
        }

        if (name.Contains("..", StringComparison.Ordinal) || name[0] is '/' or '\\')
        {
            return null;
        }

        // NodaTime would also take UTC+05, which is no name.
        problem = "unknown time zone " + name;
        return !name.StartsWith("UTC", StringComparison.Ordinal)
            && DateTimeZoneProviders.Tzdb.GetZoneOrNull(name) is { } zone ? new Named(zone) : null;
    }

    private sealed record Fixed(string Called, int Seconds) : Zone
    {
        public override string Name => Called;

        public override (string Abbreviation, int Offset) At(long unixSeconds) => (Called, Seconds);
    }

    private sealed record Here : Zone
    {
        public override string Name => "Local";

        public override (string Abbreviation, int Offset) At(long unixSeconds) => ("UTC", 0);
    }

    private sealed record Named(DateTimeZone Of) : Zone
    {
        private static readonly long First = Instant.MinValue.ToUnixTimeSeconds() + 1;
        private static readonly long Last = Instant.MaxValue.ToUnixTimeSeconds() - 1;

        public override string Name => Of.Id;

        public override (string Abbreviation, int Offset) At(long unixSeconds)
        {
            var interval = Interval(unixSeconds);
            return (interval.Name, interval.WallOffset.Seconds);
        }

        public override bool IsDaylight(long unixSeconds) => Interval(unixSeconds).Savings != Offset.Zero;

        // Beyond the years that NodaTime knows, the rules are those of 400 years before, when the days are the same.
        private ZoneInterval Interval(long unixSeconds)
        {
            const long Cycle = 146_097L * 86_400;
            var excess = unixSeconds > Last ? ((unixSeconds - Last - 1) / Cycle) + 1 : 0;
            return Of.GetZoneInterval(Instant.FromUnixTimeSeconds(Math.Max(First, unixSeconds - (excess * Cycle))));
        }
    }
}
