namespace Alerting.Bench.Contest;

/// <summary>Figures of one run.</summary>
internal sealed record ContestFigures
{
    /// <summary>Alerts a second, from the first post to the last 200.</summary>
    public required double Rate { get; init; }

    /// <summary>Milliseconds that half of the posts took at most.</summary>
    public required double Half { get; init; }

    /// <summary>Milliseconds that 99 % of the posts took at most.</summary>
    public required double Tail { get; init; }

    /// <summary>Alerts that nobody was told of in time.</summary>
    public required int Missing { get; init; }

    /// <summary>Seconds from the first post until the last alert that was told of was told.</summary>
    public required double Told { get; init; }

    /// <summary>Processor seconds of the server from the first post until then.</summary>
    public required double Processor { get; init; }

    /// <summary>The most memory it has held until then, in MB.</summary>
    public required double Peak { get; init; }

    /// <summary>What it has had written to the disk until then, in MB.</summary>
    public required double Written { get; init; }

    /// <summary>Microseconds per alert to read them all; not a number where that door is not there.</summary>
    public required double Read { get; init; }

    /// <summary>Seconds until all were told; infinite when some were not.</summary>
    public double ToldAll => Missing == 0 ? Told : double.PositiveInfinity;
}
