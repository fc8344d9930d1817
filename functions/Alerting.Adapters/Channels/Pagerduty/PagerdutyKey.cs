using System.Diagnostics.CodeAnalysis;
using Alerting.Adapters.Configuration;
using Alerting.Core.Configuration.Integrations;
using Alerting.Core.Ports;

namespace Alerting.Adapters.Channels.Pagerduty;

/// <summary>The key that an event carries: a template, whose file is read each time. Never to be printed.</summary>
internal static class PagerdutyKey
{
    private const int Longest = 255;

    /// <summary>The key as it is sent; otherwise the receipt of an attempt that cannot be made.</summary>
    public static bool TryReveal(
        Integration.Pagerduty integration, Wording wording,
        [NotNullWhen(true)] out string? key, [NotNullWhen(false)] out Receipt? fault)
    {
        key = SecretTrial.TryMake(() => Template(integration), out var template, out fault)
            ? wording.Raw(template)?.Trim()
            : null;
        fault ??= Wrong(key) is { } wrong ? new Receipt.Refused(wrong) : null;
        return fault is null && key is not null;
    }

    private static string Template(Integration.Pagerduty integration) =>
        integration.ServiceKey?.RevealAs("service_key_file")
        ?? integration.RoutingKey?.RevealAs("routing_key_file")
        ?? "";

    // Never in the words of the error: they may hold the template, which is a secret.
    private static string? Wrong(string? key) => key switch
    {
        null => "the template of the key fails",
        "" => "the key is empty",
        _ => key.Length > Longest || key.Any(char.IsControl)
            ? "the key is longer than 255 characters or holds control characters"
            : null,
    };
}
