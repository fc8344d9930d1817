using System.Collections.Immutable;
using Alerting.Core.Alerts;
using Alerting.Core.Logs.Said;

namespace Alerting.Core.Templates.Data;

/// <summary>What a template is given: the dot, as Alertmanager's <c>template.Data</c>.</summary>
public sealed record TemplateData
{
    /// <summary>The receiver's name with the special characters of regular expressions escaped.</summary>
    public required string Receiver { get; init; }

    /// <summary><c>firing</c> if any alert fires, else <c>resolved</c>.</summary>
    public required string Status { get; init; }

    /// <summary>The alerts, in Alertmanager's order.</summary>
    public required ImmutableArray<TemplateAlert> Alerts { get; init; }

    /// <summary>Why it is sent, such as <c>first notification</c>.</summary>
    public string NotificationReason { get; init; } = "";

    /// <summary>The labels that make the group.</summary>
    public required LabelSet GroupLabels { get; init; }

    /// <summary>What all alerts have in common.</summary>
    public required LabelSet CommonLabels { get; init; }

    /// <summary>The same of annotations.</summary>
    public required LabelSet CommonAnnotations { get; init; }

    /// <summary>The labels of the route.</summary>
    public LabelSet RouteLabels { get; init; } = LabelSet.Empty;

    /// <summary>Renders a label of the route while those are rendered; null afterwards.</summary>
    internal Func<string, string>? RouteLabelNamed { get; init; }

    /// <summary>Why the alerts fire, as far as logs and runs tell; null: nothing is known. Beyond
    /// Alertmanager.</summary>
    public LogContext? Context { get; init; }

    /// <summary>Our own address for links, without a slash at the end.</summary>
    public required string ExternalUrl { get; init; }

    /// <summary>What the functions <c>now</c> and <c>since</c> take for now; templates do not see it.</summary>
    public DateTimeOffset Now { get; init; }
}

/// <summary>An alert as a template sees it.</summary>
/// <param name="Status"><c>firing</c> or <c>resolved</c>.</param>
/// <param name="Labels">Its labels.</param>
/// <param name="Annotations">Its annotations.</param>
/// <param name="StartsAt">Since when it fires, with the sender's offset.</param>
/// <param name="EndsAt">When it ended; null, which is Go's zero time, while firing.</param>
/// <param name="GeneratorUrl">Where it came from; may be empty.</param>
/// <param name="Fingerprint">16 hex digits.</param>
public sealed record TemplateAlert(
    string Status,
    LabelSet Labels,
    LabelSet Annotations,
    DateTimeOffset StartsAt,
    DateTimeOffset? EndsAt,
    string GeneratorUrl,
    string Fingerprint);
