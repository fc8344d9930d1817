using System.Collections.Immutable;

namespace Alerting.Core.Logs.Said;

/// <summary>
/// What is said of a flush beside its alerts: why it happened, as far as logs and runs tell. Redacted; stored once with
/// the flush and read by every channel. Nothing in it is trusted: texts are anybody's and may imitate any markup.
/// </summary>
public sealed record LogContext
{
    /// <summary>What became of each source asked, in the order of the configuration.</summary>
    public ImmutableArray<SourceReport> Sources { get; init; } = [];

    /// <summary>The first line that tells of an error; null: none does.</summary>
    public LogLine? FirstError { get; init; }

    /// <summary>The last lines before the end, the oldest first; at most 50.</summary>
    public ImmutableArray<LogLine> LastLines { get; init; } = [];

    /// <summary>The exception that counts; null: none was found.</summary>
    public ExceptionFound? Exception { get; init; }

    /// <summary>How what ran came to its end; null: nothing tells.</summary>
    public ExitReason? Exit { get; init; }

    /// <summary>The kinds of errors, the most frequent first; at most 10.</summary>
    public ImmutableArray<LogSignature> Signatures { get; init; } = [];

    /// <summary>How many kinds there are beyond those.</summary>
    public int MoreSignatures { get; init; }

    /// <summary>Runs, parts or alerts that failed and were looked at for signatures.</summary>
    public int Failing { get; init; }

    /// <summary>The first of those that failed, such as <c>2026-11-21T02:00Z / part-17</c>; null: unknown.</summary>
    public string? FirstFailing { get; init; }

    /// <summary>What is not as in the last good run; at most 20.</summary>
    public ImmutableArray<RunChange> Changes { get; init; } = [];

    /// <summary>The last good run that it is compared with; null: there is none.</summary>
    public string? LastGoodRun { get; init; }

    /// <summary>Other alerts of the same time and place; at most 5.</summary>
    public ImmutableArray<RelatedAlert> Related { get; init; } = [];

    /// <summary>Runbook, owner's page, dashboard, trace, the sources' own pages; at most 10, http or https.</summary>
    public ImmutableArray<ContextLink> Links { get; init; } = [];

    /// <summary>Who owns what failed; empty when nothing says.</summary>
    public string Owner { get; init; } = "";

    /// <summary>How many credentials and personal data were taken out.</summary>
    public int Redacted { get; init; }

    /// <summary>Whether nothing more is to come: no source is still being waited for.</summary>
    public bool IsComplete => Sources.All(source => source.State != SourceState.Late);

    /// <summary>
    /// Whether there is nothing to say: sources that answered have nothing, and links alone are those of the alerts.
    /// </summary>
    public bool IsEmpty => FirstError is null && LastLines.IsEmpty && Exception is null && Exit is null
        && Signatures.IsEmpty && Changes.IsEmpty && Related.IsEmpty && Sources.All(IsNothing);

    private static bool IsNothing(SourceReport source) =>
        source is { State: SourceState.Answered, Records: 0, Link: null };
}

/// <summary>What became of a source.</summary>
public enum SourceState
{
    /// <summary>It answered.</summary>
    Answered,

    /// <summary>It answered a part: see <see cref="SourceReport.Why"/>.</summary>
    Partial,

    /// <summary>It had not answered when the message had to leave.</summary>
    Late,

    /// <summary>It failed.</summary>
    Failed,

    /// <summary>It was not asked: it is down, or has been asked as often as it may be.</summary>
    Skipped,
}

/// <summary>A source and what became of asking it.</summary>
/// <param name="Name">As configured.</param>
/// <param name="State">What became of it.</param>
/// <param name="Records">How many records it gave.</param>
/// <param name="Why">One line; empty when it answered.</param>
/// <param name="Link">Its own page with the same query; null where there is none.</param>
/// <param name="Took">How long it took, milliseconds.</param>
public sealed record SourceReport(string Name, SourceState State, int Records, string Why, string? Link, long Took);

/// <summary>A line of a log.</summary>
/// <param name="At">When, UTC; null when it does not say.</param>
/// <param name="Text">Printable, one line, at most 2,000 characters.</param>
/// <param name="Source">The source it is from.</param>
public sealed record LogLine(DateTimeOffset? At, string Text, string Source);

/// <summary>An exception.</summary>
/// <param name="Type">Such as <c>ValueError</c> or <c>java.lang.OutOfMemoryError</c>.</param>
/// <param name="Message">One line, at most 500 characters; may be empty.</param>
/// <param name="Stack">Its stack trace, whole and folded: frames of libraries are counted, not shown; at most 60
/// lines.</param>
public sealed record ExceptionFound(string Type, string Message, ImmutableArray<string> Stack);

/// <summary>How what ran came to its end.</summary>
/// <param name="Kind">One word, such as <c>OOMKilled</c>, <c>Evicted</c>, <c>DeadlineExceeded</c>, <c>signal</c> or
/// <c>exit code</c>.</param>
/// <param name="Code">The exit code; null when unknown.</param>
/// <param name="Signal">Such as <c>SIGKILL</c>; null when none.</param>
/// <param name="Text">One line for people, such as <c>OOMKilled: out of memory (exit code 137, SIGKILL)</c>.</param>
public sealed record ExitReason(string Kind, int? Code, string? Signal, string Text);

/// <summary>A kind of error: lines alike but for numbers, ids, paths and times.</summary>
/// <param name="Id">8 hex digits; the same for the same template in every flush.</param>
/// <param name="Template">With <c>&lt;*&gt;</c> where lines differ; at most 500 characters.</param>
/// <param name="Count">Lines of it.</param>
/// <param name="Failing">Runs, parts or alerts with it.</param>
/// <param name="Sample">One of the lines, at most 500 characters.</param>
/// <param name="First">The run, part or alert that had it first; empty when unknown.</param>
public sealed record LogSignature(string Id, string Template, int Count, int Failing, string Sample, string First);

/// <summary>What is not as it was.</summary>
/// <param name="Name">Such as <c>image</c>, <c>commit</c>, <c>dataset.rows</c> or <c>rows</c>.</param>
/// <param name="Before">In the last good run; empty: not said.</param>
/// <param name="Now">In the run that failed; empty: not said.</param>
public sealed record RunChange(string Name, string Before, string Now);

/// <summary>Another alert.</summary>
/// <param name="Name">Its <c>alertname</c>, and what sets it apart.</param>
/// <param name="StartsAt">Since when it fires, UTC.</param>
/// <param name="Shared">What it shares, such as <c>namespace=ml-batch</c>.</param>
public sealed record RelatedAlert(string Name, DateTimeOffset StartsAt, string Shared);

/// <summary>Where to go on.</summary>
/// <param name="Name">Such as <c>Runbook</c>.</param>
/// <param name="Url">Absolute, http or https.</param>
public sealed record ContextLink(string Name, string Url);
