using Alerting.Core.Jobs.Events;

namespace Alerting.Core.Logs;

/// <summary>One record of a log: a line, or several that belong together (a stack trace in one message).</summary>
/// <param name="At">When, UTC; null when it does not say.</param>
/// <param name="Text">What it says; may hold line feeds, is not printable by itself and never trusted.</param>
/// <param name="Level">How bad it says it is; null when it does not say.</param>
/// <param name="Origin">Who wrote it, such as a pod or a file; empty when unknown.</param>
public sealed record LogRecord(DateTimeOffset? At, string Text, Level? Level = null, string Origin = "");
