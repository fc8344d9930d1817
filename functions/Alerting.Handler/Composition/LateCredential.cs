using Azure.Core;

namespace Alerting.Handler.Composition;

/// <summary>A credential that is made when it is first asked for: most who start never ask.</summary>
internal sealed class LateCredential(Func<TokenCredential> make) : TokenCredential
{
    private readonly Lazy<TokenCredential> made = new(make);

    public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
        made.Value.GetToken(requestContext, cancellationToken);

    public override ValueTask<AccessToken> GetTokenAsync(
        TokenRequestContext requestContext, CancellationToken cancellationToken) =>
        made.Value.GetTokenAsync(requestContext, cancellationToken);
}
