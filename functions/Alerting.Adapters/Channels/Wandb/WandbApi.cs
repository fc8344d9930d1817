using System.Collections.Immutable;
using System.Text.Json;
using Alerting.Adapters.Channels.Http;
using Alerting.Adapters.Configuration;
using Alerting.Core.Configuration.Http;
using Alerting.Core.Configuration.Integrations;
using Alerting.Core.Ports;

namespace Alerting.Adapters.Channels.Wandb;

/// <summary>The two endpoints that are called, with the user <c>api</c> and the key as its password.</summary>
internal sealed class WandbApi(
    Outbound outbound, Integration.Wandb integration, ImmutableArray<string> allow, CancellationToken deadline)
{
    /// <summary>Asks GraphQL.</summary>
    /// <param name="body">The request.</param>
    /// <param name="isDone">Whether the whole answer says that it was done; null where it does not tell.</param>
    public Task<Receipt> Ask(ReadOnlyMemory<byte> body, Func<JsonElement, bool?> isDone) =>
        Post("/graphql", body, isDone);

    /// <summary>Appends to the files of a run; any JSON is a success.</summary>
    public Task<Receipt> Stream(WandbRun run, ReadOnlyMemory<byte> body)
    {
        string[] place = [run.Entity, run.Project, run.Id];
        return Post($"/files/{string.Join('/', place.Select(Uri.EscapeDataString))}/file_stream", body, _ => true);
    }

    private async Task<Receipt> Post(string path, ReadOnlyMemory<byte> body, Func<JsonElement, bool?> isDone)
    {
        if (!SecretTrial.TryMake(Authorized, out var http, out var fault)
            || !UrlOf.TryOpen(integration, http, (integration.BaseUrl.TrimEnd('/') + path, []), out var url, out fault))
        {
            return fault;
        }

        var post = new OutboundPost(url, body, [], WantsBody: true)
        {
            Http = http,
            Allow = allow,
            ReadHeaders = [WandbAnswer.Reset],
        };
        return (await outbound.Post(post, deadline)).Judged(answer => WandbAnswer.Judge(answer, url, isDone));
    }

    private HttpConfig Authorized() => integration.Http.WithBasic("api", integration.ApiKey.RevealAs("api_key_file"));
}
