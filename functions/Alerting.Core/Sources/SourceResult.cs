using System.Collections.Immutable;
using Alerting.Core.Alerts;

namespace Alerting.Core.Sources;

/// <summary>What a source made of a body: the alerts it holds and what of it could not be used.</summary>
/// <param name="Alerts">The alerts, in the order of the body; may be empty.</param>
/// <param name="Rejected">What could not be used; may be empty.</param>
/// <param name="Unreadable">Why the body as a whole could not be read; null when it could.</param>
public sealed record SourceResult(
    ImmutableArray<Alert> Alerts, ImmutableArray<Rejection> Rejected, string? Unreadable = null);

/// <summary>A part of a body that could not be used.</summary>
/// <param name="Path">JSON path, such as <c>$.alerts[3].startsAt</c>.</param>
/// <param name="Reason">What was expected, one line.</param>
public readonly record struct Rejection(string Path, string Reason);

/// <summary>Elements of a body of which nothing could be used, where something could of others.</summary>
/// <param name="Body">A JSON array of them.</param>
/// <param name="Why">What is wrong with the first.</param>
public readonly record struct Leftover(ReadOnlyMemory<byte> Body, Rejection Why);
