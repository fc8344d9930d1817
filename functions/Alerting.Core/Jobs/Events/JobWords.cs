namespace Alerting.Core.Jobs.Events;

/// <summary>Types, kinds and levels as they are written in JSON, paths and rows, and back.</summary>
public static class JobWords
{
    /// <summary>The word of a type.</summary>
    public static string Of(JobEventType type) => type switch
    {
        JobEventType.Start => "start",
        JobEventType.Progress => "progress",
        JobEventType.Success => "success",
        JobEventType.Fail => "fail",
        JobEventType.Cancel => "cancel",
        JobEventType.Status => "status",
        JobEventType.DataGenerated => "data_generated",
        JobEventType.InputDrift => "input_drift",
        JobEventType.TrainingError => "training_error",
        JobEventType.Resolve => "resolve",
    };

    /// <summary>The word of a kind; empty for the one that nobody said.</summary>
    public static string Of(RunKind kind) => kind switch
    {
        RunKind.Unsaid => "",
        RunKind.Scheduled => "scheduled",
        RunKind.Manual => "manual",
        RunKind.Backfill => "backfill",
        RunKind.Test => "test",
    };

    /// <summary>The word of a level, as document 002 writes it.</summary>
    public static string Of(Level level) => level switch
    {
        Level.Debug => "DEBUG",
        Level.Info => "INFO",
        Level.Warning => "WARNING",
        Level.Error => "ERROR",
        Level.Critical => "CRITICAL",
    };

    /// <summary>The type of a word; null for any other text.</summary>
    public static JobEventType? TypeOf(string word) => word switch
    {
        "start" => JobEventType.Start,
        "progress" => JobEventType.Progress,
        "success" => JobEventType.Success,
        "fail" => JobEventType.Fail,
        "cancel" => JobEventType.Cancel,
        "status" => JobEventType.Status,
        "data_generated" => JobEventType.DataGenerated,
        "input_drift" => JobEventType.InputDrift,
        "training_error" => JobEventType.TrainingError,
        "resolve" => JobEventType.Resolve,
        _ => null,
    };

    /// <summary>The kind of a word; null for any other text.</summary>
    public static RunKind? KindOf(string word) => word switch
    {
        "scheduled" => RunKind.Scheduled,
        "manual" => RunKind.Manual,
        "backfill" => RunKind.Backfill,
        "test" => RunKind.Test,
        _ => null,
    };

    /// <summary>The level of a word; null for any other text.</summary>
    public static Level? LevelOf(string word) => word switch
    {
        "DEBUG" => Level.Debug,
        "INFO" => Level.Info,
        "WARNING" => Level.Warning,
        "ERROR" => Level.Error,
        "CRITICAL" => Level.Critical,
        _ => null,
    };
}
