using System.Collections.Immutable;
using Alerting.Adapters.Azure;
using Alerting.Core.Ports;
using Azure.Core;
using Azure.Core.Pipeline;

namespace Alerting.Adapters.Queues.ServiceBus;

/// <summary>A Service Bus namespace, the right to send to it, and the queues it has.</summary>
public sealed record ServiceBusOptions
{
    private const string Scope = "https://servicebus.azure.net/.default";

    private ServiceBusOptions(Uri endpoint, Func<TimeProvider, HttpPipelinePolicy> signer) =>
        (Endpoint, Signer) = (endpoint, signer);

    /// <summary>Scheme, host and port, with a slash at the end.</summary>
    public Uri Endpoint { get; }

    /// <summary>
    /// The queues that are deployed, names in lower case. A kind of channel without one of its own goes through
    /// <c>send-other</c>.
    /// </summary>
    public ImmutableHashSet<string> Queues { get; init; } = [.. QueueNames.Deployed];

    /// <summary>Puts the right to send on each try.</summary>
    internal Func<TimeProvider, HttpPipelinePolicy> Signer { get; }

    /// <summary>
    /// Reads <c>Endpoint=sb://{namespace}.servicebus.windows.net/;SharedAccessKeyName=..;SharedAccessKey=..</c>, the
    /// key's policy being the namespace's and having the right Send. With <c>UseDevelopmentEmulator=true</c> the
    /// endpoint is one of this machine, reached without TLS.
    /// </summary>
    /// <exception cref="FormatException">What is missing or wrong; the key is never in the message.</exception>
    public static ServiceBusOptions Parse(string connectionString)
    {
        var parts = ServiceBusConnectionString.Parse(connectionString);
        return new(parts.Endpoint, time => new SharedAccessSignature(parts.Endpoint, parts.KeyName, parts.Key, time));
    }

    /// <summary>
    /// A namespace reached with a Microsoft Entra identity, which needs the role Azure Service Bus Data Sender.
    /// </summary>
    /// <param name="fullyQualifiedNamespace">Such as <c>contoso.servicebus.windows.net</c>.</param>
    /// <param name="credential">Of the identity.</param>
    /// <exception cref="FormatException">The namespace is not a bare host name.</exception>
    public static ServiceBusOptions For(string fullyQualifiedNamespace, TokenCredential credential) =>
        Uri.CheckHostName(fullyQualifiedNamespace) == UriHostNameType.Dns
            ? At(new($"https://{fullyQualifiedNamespace}/"), credential)
            : throw new FormatException(
                $"'{fullyQualifiedNamespace}' is not a Service Bus namespace such as contoso.servicebus.windows.net");

    /// <summary>As <see cref="For"/>, also for an endpoint of this machine.</summary>
    internal static ServiceBusOptions At(Uri endpoint, TokenCredential credential) =>
        new(endpoint, _ => AzurePipeline.Bearer(credential, Scope));
}
