using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Alerting.Testing;
using Alerting.Testing.Vendors;
using Xunit;

namespace Alerting.Stories.Peers;

/// <summary>One of two servers to which the same is done: what it was made to do, told and answers.</summary>
internal sealed class SuppressionSide(Uri door, VendorServer hooks) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly HttpClient client = new() { BaseAddress = door };
    private readonly List<string> ids = [];
    private readonly Dictionary<string, string> names = new(StringComparer.Ordinal);
    private int read;
    private int silenced;
    private int inhibited;

    /// <summary>What was told since the last <see cref="Begin"/>.</summary>
    public List<LiveTold> Told { get; } = [];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Begin() => Told.Clear();

    /// <summary>Whether alerts were shown that often that a silence, and that another alert, held back.</summary>
    public bool HasSeen(int times) => silenced >= times && inhibited >= times;

    /// <summary>Changes a silence; whether it kept its id.</summary>
    public async Task<string> Move(SilenceMove move)
    {
        if (move.Body is null)
        {
            using var ended = await client.DeleteAsync("/api/v2/silence/" + ids[move.Place], Stop);
            return ended.StatusCode.ToString();
        }

        var body = move.Body.DeepClone();
        var old = move.Place < ids.Count ? ids[move.Place] : "";
        body["id"] = old;
        if (move.KeepsStart)
        {
            // As whoever changes what it was shown: one that begins now begins in the second in which it is posted.
            body["startsAt"] = (await Silence(old))["startsAt"]!.DeepClone();
        }

        using var answer = await Post("/api/v2/silences", body.ToJsonString());
        var said = await answer.Content.ReadAsStringAsync(Stop);
        if (answer.StatusCode != HttpStatusCode.OK)
        {
            return said;
        }

        var id = JsonNode.Parse(said)!["silenceID"]!.GetValue<string>();
        ids.AddRange(move.Place < ids.Count ? [] : [id]);
        ids[move.Place] = id;
        names.TryAdd(id, $"silence {names.Count}");
        return id == old ? "the same" : "a new one";
    }

    /// <summary>Returns when the silence is in a state.</summary>
    public async Task Until(int place, string state)
    {
        var seen = "";
        Assert.True(
            await RealClock.Instance.Until(
                () => seen == state, Patience, Stop,
                async () => seen = (await Silence(ids[place]))["status"]!["state"]!.GetValue<string>()),
            seen);
    }

    public async Task Alerts(string body)
    {
        using var answer = await Post("/api/v2/alerts", body);
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>Whether the mark was told to everybody it is for.</summary>
    public bool HasTold(SuppressionPlot plot)
    {
        var requests = hooks.Requests;
        Told.AddRange(requests.Skip(read).Select(LiveTold.Read));
        read = requests.Count;
        return SuppressionPlot.Names.All(name => new[] { "/a/0", "/a/1", "/rest/0" }.All(path => Told.Any(
            one => one.Path == path && one.Alerts.Contains((plot.MarkOf(name), "firing")))));
    }

    /// <summary>
    /// An answer without what no two servers share: near times, ids and who of several inhibits; and without what came
    /// after 0.25.
    /// </summary>
    public async Task<string> Ask(string path)
    {
        using var answer = await client.GetAsync(path, Stop);
        var body = await answer.Content.ReadAsStringAsync(Stop);
        return !answer.IsSuccessStatusCode ? $"{answer.StatusCode} {body}"
            : string.Join('\n', JsonNode.Parse(body)!.AsArray().Select(one => Bare(one!.AsObject())));
    }

    public void Dispose() => client.Dispose();

    private async Task<JsonNode> Silence(string id) =>
        JsonNode.Parse(await client.GetStringAsync("/api/v2/silence/" + id, Stop))!;

    private string Bare(JsonObject one)
    {
        if (one["alerts"] is JsonArray alerts)
        {
            // 0.34: labels of routes.
            one.Remove("routeLabels");
            one["alerts"] = new JsonArray([.. alerts.Select(alert => (JsonNode?)Bare(alert!.AsObject()))]);
        }
        else if (one["matchers"] is null)
        {
            one.Remove("updatedAt");
            var status = one["status"]!.AsObject();

            // 0.28: what mutes it.
            status.Remove("mutedBy");
            silenced += status["silencedBy"]!.AsArray().Count;
            inhibited += status["inhibitedBy"]!.AsArray().Count;
            status["silencedBy"] = new JsonArray([.. Texts(status["silencedBy"]!).Select(id => names[id])
                .Order(StringComparer.Ordinal).Select(name => (JsonNode?)name)]);
            status["inhibitedBy"] = status["inhibitedBy"]!.AsArray().Count;
        }
        else
        {
            one["id"] = names[one["id"]!.GetValue<string>()];
            one.Remove("updatedAt");
            foreach (var time in (string[])["startsAt", "endsAt"])
            {
                var at = one[time]!.GetValue<string>();
                one[time] = string.CompareOrdinal(at, "2028") > 0 ? at : "near";
            }
        }

        return Sorted(one).ToJsonString();
    }

    private static JsonNode Sorted(JsonObject one) => new JsonObject(
        one.OrderBy(member => member.Key, StringComparer.Ordinal).Select(member => KeyValuePair.Create(
            member.Key, member.Value is JsonObject inner ? Sorted(inner) : member.Value?.DeepClone())));

    private static IEnumerable<string> Texts(JsonNode list) => list.AsArray().Select(text => text!.GetValue<string>());

    private async Task<HttpResponseMessage> Post(string path, string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        return await client.PostAsync(path, content, Stop);
    }
}
