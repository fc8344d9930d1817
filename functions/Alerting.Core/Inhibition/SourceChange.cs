using Alerting.Core.Alerts;
using Alerting.Core.Groups;

namespace Alerting.Core.Inhibition;

/// <summary>A source that begins or ends.</summary>
/// <param name="Alert">Which.</param>
/// <param name="Group">The group it is stored in.</param>
/// <param name="Entries">Where it is entered; at least one place.</param>
internal readonly record struct SourceChange(Fingerprint Alert, GroupId Group, IReadOnlyList<SourceEntry> Entries);
