using System.Text.Json;
using Alerting.Testing.Vendors;

namespace Alerting.Testing.Crashes;

/// <summary>A notice as it reached a sink.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Group">The group key.</param>
/// <param name="Alerts">Whether each alert fires, by <c>alertname/instance</c>.</param>
/// <param name="Body">The whole payload.</param>
/// <param name="IsTaken">Whether the sink took it (answered 200).</param>
public sealed record ToldNotice(
    string Id, string Group, IReadOnlyDictionary<string, bool> Alerts, string Body, bool IsTaken)
{
    /// <summary>Reads a version 4 payload.</summary>
    public static ToldNotice Read(VendorRequest request, bool isTaken)
    {
        using var document = JsonDocument.Parse(request.Body);
        var root = document.RootElement;
        return new(
            request.Header("Alerting-Notice-Id")!,
            root.GetProperty("groupKey").GetString()!,
            root.GetProperty("alerts").EnumerateArray().ToDictionary(Key, IsFiring, StringComparer.Ordinal),
            request.Text,
            isTaken);
    }

    /// <summary>Whether the same alerts fire and the same are over.</summary>
    public bool SaysTheSameAs(ToldNotice other) => Alerts.Count == other.Alerts.Count
        && Alerts.All(alert => other.Alerts.TryGetValue(alert.Key, out var fires) && fires == alert.Value);

    private static string Key(JsonElement alert)
    {
        var labels = alert.GetProperty("labels");
        return labels.GetProperty("alertname").GetString() + "/" + labels.GetProperty("instance").GetString();
    }

    private static bool IsFiring(JsonElement alert) => alert.GetProperty("status").ValueEquals("firing");
}
