using System.Collections.Concurrent;
using Alerting.Adapters.Configuration;
using Alerting.Core.Configuration;
using Alerting.Core.Logs;
using Azure.Core;
using Azure.Identity;

namespace Alerting.Adapters.Logs.AzureMonitor;

/// <summary>Tokens for workspaces; Azure.Identity keeps them as long as they last.</summary>
/// <param name="azure">Who asks where a source names nobody.</param>
internal sealed class AzureMonitorTokens(TokenCredential azure)
{
    private const int MostKept = 64;

    private readonly ConcurrentDictionary<string, TokenCredential> credentials = new(StringComparer.Ordinal);

    /// <summary>A token.</summary>
    /// <exception cref="AuthenticationFailedException">There is none.</exception>
    public async Task<string> Get(LogSourceSettings.AzureMonitor source, CancellationToken deadline)
    {
        var context = new TokenRequestContext([source.Audience + "/.default"]);

        // Some of what it tries, such as programs, does not hear of a deadline.
        var asking = CredentialOf(source).GetTokenAsync(context, deadline).AsTask();
        return (await asking.WaitAsync(deadline)).Token;
    }

    private TokenCredential CredentialOf(LogSourceSettings.AzureMonitor source)
    {
        if (source.ClientId.Length == 0)
        {
            return azure;
        }

        var secret = source.ClientSecret?.RevealAs("client_secret_file");
        var key = Secret.Mark(source.Tenant, source.ClientId, secret);
        if (credentials.Count >= MostKept)
        {
            credentials.Clear();
        }

        return credentials.GetOrAdd(key, _ => secret is null
            ? new ManagedIdentityCredential(ManagedIdentityId.FromUserAssignedClientId(source.ClientId))
            : new ClientSecretCredential(source.Tenant, source.ClientId, secret));
    }
}
