using System.Text.Json;

namespace Alerting.Testing.Vendors;

/// <summary>A receiver of version 4 payloads that answers 200, or 400 to what is not one or has no notice id.</summary>
public static class WebhookSink
{
    /// <summary>Listens once this returns.</summary>
    public static Task<VendorServer> Start() => VendorServer.Start(request =>
        Fault(request) is { } fault ? VendorAnswer.Status(400, fault) : VendorAnswer.Status(200));

    /// <summary>What is wrong with the request; null when nothing is.</summary>
    public static string? Fault(VendorRequest request)
    {
        if (request.Header("Content-Type") != "application/json" || request.Header("Content-Length") is null)
        {
            return "expected JSON with a length";
        }

        if (string.IsNullOrEmpty(request.Header("Alerting-Notice-Id")))
        {
            return "expected a notice id";
        }

        try
        {
            using var document = JsonDocument.Parse(request.Body);
            var isPayload = document.RootElement.TryGetProperty("version", out var version)
                && version.ValueEquals("4") && document.RootElement.GetProperty("alerts").GetArrayLength() > 0;
            return isPayload ? null : "expected a payload of version 4";
        }
        catch (JsonException)
        {
            return "expected JSON";
        }
    }
}
