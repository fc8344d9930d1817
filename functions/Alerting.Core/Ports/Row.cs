namespace Alerting.Core.Ports;

/// <summary>One row as it was read: its key inside a partition, its version and its properties.</summary>
/// <param name="Partition">1 to 512 characters, none of <c>/ \ # ?</c>, no control characters.</param>
/// <param name="Key">Row key, same alphabet; rows of a partition are ordered by it, ordinally (UTF-16 code
/// units).</param>
/// <param name="ETag">The version read.</param>
/// <param name="Properties">The properties; see <see cref="Properties"/> for names, types and sizes.</param>
public sealed record Row(string Partition, string Key, ETag ETag, Properties Properties);
