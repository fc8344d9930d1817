using System.Collections.Immutable;
using Alerting.Core.Alerts;

namespace Alerting.Core.Sources.AlertmanagerApi;

/// <summary>What a post to Alertmanager's API holds.</summary>
/// <param name="Alerts">The valid alerts, in the order of the body; they are stored even where others are not.</param>
/// <param name="Invalid">Why the other alerts are not valid, in the same order, as Alertmanager words it.</param>
/// <param name="Fault">Why nothing of the body is stored; null when it could be read.</param>
public sealed record ApiResult(ImmutableArray<Alert> Alerts, ImmutableArray<string> Invalid, ApiFault? Fault = null);

/// <summary>A body that is refused as a whole, as go-openapi words it.</summary>
/// <param name="Status">400 or 422.</param>
/// <param name="Code">400: not readable; 601: wrong format; 602: missing; 612: too few.</param>
/// <param name="Message">One line.</param>
public sealed record ApiFault(int Status, int Code, string Message)
{
    /// <summary>400: JSON or a type in it is wrong.</summary>
    internal static ApiFault Unreadable(string what, string why) =>
        new(400, 400, $"parsing {what} body from \"\" failed, because {why}");

    /// <summary>422: a member that has to be there is not.</summary>
    internal static ApiFault Missing(string path) => new(422, 602, path + " in body is required");

    /// <summary>422: there are none of what there has to be at least one.</summary>
    internal static ApiFault TooFew(string path) => new(422, 612, path + " in body should have at least 1 items");

    /// <summary>422: a text is not of its format.</summary>
    internal static ApiFault NotOfFormat(string path, string format, string quoted) =>
        new(422, 601, $"{path} in body must be of type {format}: {quoted}");
}
