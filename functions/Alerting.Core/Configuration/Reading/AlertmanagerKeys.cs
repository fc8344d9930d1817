using Alerting.Core.Configuration.Yaml;

namespace Alerting.Core.Configuration.Reading;

/// <summary>
/// The keys of <c>alertmanager.yml</c> (0.34) that are known but not built, one table for each mapping.
/// </summary>
internal static class AlertmanagerKeys
{
    private const string BuiltInText = "the built-in text is sent";

    public static IReadOnlyList<UnbuiltKey> Top { get; } =
    [
        .. UnbuiltKey.Errors(YamlShape.List, "inhibit_rules", "time_intervals", "mute_time_intervals"),
    ];

    public static IReadOnlyList<UnbuiltKey> RootRoute { get; } =
    [
        .. UnbuiltKey.Errors(YamlShape.List, "routes"),
        .. UnbuiltKey.Warnings(BuiltInText, YamlShape.Map, "labels"),
    ];
}
