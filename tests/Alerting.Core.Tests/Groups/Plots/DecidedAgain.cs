using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Alerting.Core.Alerts;
using Alerting.Core.Desks;
using Alerting.Core.Groups;
using Alerting.Core.Groups.Rows;
using Alerting.Core.Ports;
using Alerting.Core.Routing;
using Alerting.Core.Routing.Intervals;
using Alerting.Testing.Worlds;

namespace Alerting.Core.Tests.Groups.Plots;

/// <summary>
/// Before a line of a timeline is written, decides by that line and the group as it lies in the store once more, and
/// holds the result against the line.
/// </summary>
internal sealed class DecidedAgain
{
    private ITableStore store = null!;

    public World World { get; set; } = null!;

    public int Count { get; private set; }

    public string? Wrong { get; private set; }

    public ITableStore Watch(ITableStore of)
    {
        store = of;
        return new HookedStore(of) { BeforeCommit = (_, writes) => Decide(writes) };
    }

    private async Task Decide(IReadOnlyList<RowWrite> writes)
    {
        foreach (var line in writes.Where(write => write.Key.StartsWith("l~", StringComparison.Ordinal)))
        {
            var group = new GroupId(line.Key.Split('~')[1]);
            var state = await new GroupStore(store, World.Engine.On.Shards).Load(group, CancellationToken.None);
            if (state is null || writes[0] is not { } header || header.Key != RowKeys.Header(group))
            {
                Wrong ??= $"{line.Key}: a line without its group";
                return;
            }

            var recorded = line.Properties!;
            var happened = Happened(recorded);
            var at = new DateTimeOffset(recorded.Long("at"), TimeSpan.Zero);
            var context = Context(state.Header, recorded);
            var decision = GroupMachine.Decide(state, happened, context, at);
            Count++;
            Compare(line, TimelineRow.Write(
                decision, happened, context, recorded.Long("epoch"), at, recorded.Text("traceparent")));
        }
    }

    private GroupContext Context(GroupHeader header, Properties recorded)
    {
        var configuration = World.Configuration.Value;
        var by = recorded.Text("mutedBy")?.Split('\n') ?? [];
        var route = Router.RouteOf(configuration, header);
        return new()
        {
            Route = route,
            Receiver = configuration.ReceiverNamed(header.Receiver),
            StandIns = configuration.StandInsOf(header.Receiver)
                .RemoveAll(it => World.Engine.Channels.Find(it.Kind) is null),
            Mute = by.Length == 0
                ? Mute.None
                : new([.. by], Mute.Of(route, configuration, new(recorded.Long("at"), TimeSpan.Zero)).Until),
            Suppressed = Suppressed(recorded),
            MaxAge = configuration.MaxAge,
            Deduplicates = _ => false,
            IsLeaving = recorded["leaving"] is true,
        };
    }

    private static ImmutableDictionary<Fingerprint, SuppressedBy> Suppressed(Properties recorded) =>
        !Words(recorded).TryGetProperty("suppressed", out var causes)
            ? ImmutableDictionary<Fingerprint, SuppressedBy>.Empty
            : causes.EnumerateArray().SelectMany(cause =>
                {
                    var by = new SuppressedBy(
                        [.. cause.GetProperty("silences").GetString()!.Split(' ', StringSplitOptions.RemoveEmptyEntries)],
                        cause.GetProperty("inhibitor").GetString() is { } inhibitor ? Fingerprint.Parse(inhibitor) : null);
                    return cause.GetProperty("alerts").GetString()!.Chunk(16)
                        .Select(alert => KeyValuePair.Create(Fingerprint.Parse(alert), by));
                })
                .ToImmutableDictionary();

    private static GroupEvent Happened(Properties recorded)
    {
        if (recorded.Text("event") is "tick")
        {
            return GroupEvent.Tick.Came;
        }

        if (recorded["completed"] is long flush)
        {
            return new GroupEvent.ContextCompleted(flush);
        }

        var notice = NoticeId.TryParse(recorded.Text("notice")!, out var id) ? id : throw new FormatException("notice");
        var why = Why(recorded, notice);
        if (recorded["postponedUntil"] is long until)
        {
            return new GroupEvent.Postponed(notice, new(until, TimeSpan.Zero), recorded["place"] is true)
            {
                Trouble = recorded.Text("trouble"),
            };
        }

        return recorded.Text("claim") is { } claim
            ? new GroupEvent.Answered(notice, claim, recorded.Text("event") switch
            {
                "delivered" => new Receipt.Delivered(why) { Reference = recorded.Text("reference") },
                "deferred" => new Receipt.Deferred(why, recorded["after"] is long ticks ? new TimeSpan(ticks) : null)
                {
                    Progress = recorded.Text("progress"),
                },
                "unknown" => new Receipt.Unknown(why),
                _ => (Receipt)new Receipt.Refused(why),
            })
            {
                Trouble = recorded.Text("trouble"),
            }
            : new GroupEvent.Abandoned(
                notice, Enum.GetValues<NoticeOutcome>().First(it => it.ToText() == recorded.Text("event")), why);
    }

    private static string Why(Properties recorded, NoticeId notice) => recorded.Text("why") ?? Words(recorded).GetProperty("notices")
        .EnumerateArray().Where(it => it.TryGetProperty("ended", out _)
            && it.GetProperty("integration").GetString() == notice.Integration)
        .Select(it => it.GetProperty("why").GetString()).FirstOrDefault() ?? "";

    private void Compare(RowWrite line, Properties again)
    {
        var (left, right) = (Text(line.Properties!), Text(again));
        if (left != right)
        {
            Wrong ??= $"{line.Key}: written {left}\ndecided again {right}";
        }
    }

    private static string Text(Properties row) => string.Join(' ', row.Where(it => it.Value is not byte[])
        .Select(it => string.Create(CultureInfo.InvariantCulture, $"{it.Key}={it.Value}"))) + Words(row);

    private static JsonElement Words(Properties row)
    {
        using var words = JsonDocument.Parse(Blob.Unpack(Blob.Read(row)));
        return words.RootElement.Clone();
    }
}
