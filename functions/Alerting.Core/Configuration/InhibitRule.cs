using System.Collections.Immutable;
using Alerting.Core.Matching;

namespace Alerting.Core.Configuration;

/// <summary>Alerts that fire and match <paramref name="Source"/> hold back those that match the target.</summary>
/// <param name="Name">May be empty, need not be unique.</param>
/// <param name="Source">What holds back.</param>
/// <param name="Target">What is held back.</param>
/// <param name="Equal">Labels that must have the same value in both; a missing one is empty.</param>
public sealed record InhibitRule(
    string Name, MatcherList Source, MatcherList Target, ImmutableArray<string> Equal);
