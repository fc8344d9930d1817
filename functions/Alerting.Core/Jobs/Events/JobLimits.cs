namespace Alerting.Core.Jobs.Events;

/// <summary>How much a report may say.</summary>
public static class JobLimits
{
    /// <summary>Characters of the name of a job, a partition or an event.</summary>
    public const int Name = 200;

    /// <summary>Characters of a run id.</summary>
    public const int Run = 256;

    /// <summary>Characters of a message that are kept.</summary>
    public const int Message = 2_000;

    /// <summary>UTF-8 bytes of a log that are kept: the last.</summary>
    public const int Log = 64 * 1024;

    /// <summary>Metrics of an event.</summary>
    public const int Metrics = 100;

    /// <summary>Members of each of the other objects of an event.</summary>
    public const int Members = 50;

    /// <summary>Characters of a name or value of those.</summary>
    public const int Text = 1_000;

    /// <summary>Attempts of a run.</summary>
    public const int Attempts = 1_000;

    /// <summary>Parts of a run.</summary>
    public const int Partitions = 1_000_000;

    /// <summary>Why a text cannot be a name; null where it can.</summary>
    /// <param name="text">The text.</param>
    /// <param name="most">Characters at the most.</param>
    public static string? Refusal(string text, int most) => text.Length switch
    {
        0 => "expected a text that is not empty",
        _ when text.Length > most => $"expected at most {most} characters, not {text.Length}",
        _ when text.Any(char.IsControl) => "expected a text without control characters",
        _ => null,
    };
}
