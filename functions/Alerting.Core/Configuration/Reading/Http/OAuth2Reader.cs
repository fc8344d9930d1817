using Alerting.Core.Configuration.Http;
using Alerting.Core.Configuration.Reading.Receivers;
using Alerting.Core.Configuration.Reading.Schemas;

namespace Alerting.Core.Configuration.Reading.Http;

/// <summary>What a section <c>oauth2</c> asks for.</summary>
internal static class OAuth2Reader
{
    /// <summary>The section; null when there is none.</summary>
    public static OAuth2Config? Read(Section? oauth2, SecretFiles files)
    {
        if (oauth2 is null)
        {
            return null;
        }

        Reachable.WarnOf(oauth2, "token_url");
        return new()
        {
            ClientId = oauth2.Text("client_id"),
            ClientSecret = files.Find(oauth2, "client_secret"),
            TokenUrl = oauth2.Text("token_url"),
            Scopes = [.. oauth2.Items<string>("scopes")],
            Parameters =
            [
                .. oauth2.Entries("endpoint_params")
                    .Select(it => KeyValuePair.Create(it.Key, Secret.Inline(it.Value as string ?? ""))),
            ],
            Tls = TlsReader.Read(oauth2.Below("tls_config"), files),
            Proxy = ProxyReader.Read(oauth2),
        };
    }

    /// <summary>The keys that nothing can be done with.</summary>
    public static IEnumerable<string> Unbuilt(Section? oauth2)
    {
        if (oauth2 is null)
        {
            return [];
        }

        var grant = oauth2.Text("grant_type") == OAuth2Schema.JwtBearer ? new[] { "grant_type" } : [];
        var secret = oauth2.IsSet("client_secret_ref") ? new[] { "client_secret_ref" } : [];
        var tls = TlsReader.Unbuilt(oauth2.Below("tls_config")).Select(key => "tls_config." + key);
        return [.. grant, .. secret, .. tls];
    }
}
