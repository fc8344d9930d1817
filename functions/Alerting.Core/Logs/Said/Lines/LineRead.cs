using Alerting.Core.Jobs.Events;

namespace Alerting.Core.Logs.Said.Lines;

/// <summary>A line of a record, as it was read.</summary>
/// <param name="Number">How many of the source were read before it.</param>
/// <param name="At">When; null when it does not say.</param>
/// <param name="Text">Clean, without line feed.</param>
/// <param name="Level">What its record says; null for nothing.</param>
/// <param name="IsOwn">Whether the program says so, and not who took the line from it.</param>
internal readonly record struct LineRead(int Number, DateTimeOffset? At, string Text, Level? Level, bool IsOwn);
