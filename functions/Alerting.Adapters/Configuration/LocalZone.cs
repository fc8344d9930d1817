using NodaTime;

namespace Alerting.Adapters.Configuration;

/// <summary>The zone that <c>location: Local</c> means: what the variable <c>TZ</c> names, else UTC.</summary>
public static class LocalZone
{
    /// <summary>Its IANA name.</summary>
    public static string Name => Of(Environment.GetEnvironmentVariable("TZ"));

    /// <summary>The name in a value of <c>TZ</c>; UTC where that is none of the zones there are.</summary>
    public static string Of(string? variable) =>
        variable?.TrimStart(':') is { Length: > 0 } name && DateTimeZoneProviders.Tzdb.GetZoneOrNull(name) is not null
            ? name
            : "UTC";
}
