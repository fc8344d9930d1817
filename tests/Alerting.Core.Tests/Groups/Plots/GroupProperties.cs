using Alerting.Core.Alerts;
using Alerting.Core.Groups;
using Alerting.Core.Groups.Rows;
using Alerting.Core.Ports;
using Alerting.Testing;
using Alerting.Testing.Worlds;
using Xunit;

namespace Alerting.Core.Tests.Groups.Plots;

/// <summary>What holds for groups whatever happens to them. Plots at random; what fails is made small.</summary>
public sealed class GroupProperties
{
    private const int Plots = 60;

    private static int Seed => Seeds.Or(20261121);

    [Fact]
    public Task A_group_that_sleeps_says_what_one_that_always_ticks_says() => Plot.ForAll(Plots * 2, Seed, async plot =>
    {
        var play = new Play(plot);
        var expected = AlwaysTicking.Run(plot, play.World.Clock.GetUtcNow());

        await play.Run(plot);

        return Play.Difference(expected, play.Said) ?? Unsound(await play.World.Unsound());
    });

    [Fact]
    public Task Hints_that_come_late_repeated_or_in_another_order_change_nothing() => Plot.ForAll(Plots, Seed, async plot =>
    {
        var random = new Random(plot.Steps.Length);
        var inTime = await new Play(plot).Run(plot);

        var late = await new Play(plot) { Pass = (world, span) => PassBadly(world, span, random) }.Run(plot);

        return Play.Difference(
            inTime.Said.Select(it => it.Timeless()).OrderBy(it => it.ToString(), StringComparer.Ordinal),
            late.Said.Select(it => it.Timeless()).OrderBy(it => it.ToString(), StringComparer.Ordinal))
            ?? Unsound(await late.World.Unsound());
    });

    [Fact]
    public Task A_batch_that_is_split_is_told_as_the_whole() => Plot.ForAll(Plots, Seed, async plot =>
    {
        var whole = await new Play(plot).Run(plot);

        var split = await new Play(plot) { Post = PostEach }.Run(plot);

        return Play.Difference(whole.Said, split.Said);
    });

    [Fact]
    public Task Whatever_a_channel_answers_nothing_is_said_without_its_reason() => Plot.ForAll(Plots, Seed, async plot =>
    {
        var heard = new HeardByEach();
        var play = new Play(plot) { Answers = heard.Answer(new Random(plot.Steps.Length)) };

        await play.Run(plot);

        return heard.Wrong ?? Unsound(await play.World.Unsound());
    });

    [Fact]
    public Task No_alert_fires_longer_than_wait_and_interval_without_being_told_or_a_reason_why_not() =>
        Plot.ForAll(Plots, Seed, async plot =>
        {
            string? wrong = null;
            var random = new Random(plot.Steps.Length);
            await new Play(plot)
            {
                Pass = async (world, span) => wrong ??= await PassWatched(world, span),
                Answers = _ => Any(random),
            }.Run(plot);

            return wrong;
        });

    [Fact]
    public Task The_timeline_says_enough_to_decide_everything_again() => Plot.ForAll(Plots / 3, Seed, async plot =>
    {
        var again = new DecidedAgain();
        var random = new Random(plot.Steps.Length);
        var play = new Play(plot, store => again.Watch(store)) { Answers = _ => Any(random) };
        again.World = play.World;

        await play.Run(plot);

        return again.Wrong ?? (again.Count == 0 && play.Said.Count > 0 ? "nothing was decided again" : null);
    });

    private static Receipt Any(Random random) => random.Next(6) switch
    {
        0 => new Receipt.Refused("no"),
        1 => new Receipt.Deferred("later", TimeSpan.FromSeconds(random.Next(300))),
        2 => new Receipt.Unknown("who knows"),
        _ => new Receipt.Delivered("ok"),
    };

    private static async Task PostEach(World world, Alert[] alerts)
    {
        foreach (var alert in alerts)
        {
            await world.Post(alert);
        }
    }

    // Each up to 4 s late, once to three times, all that are due in any order: a look and its notice together less than 10 s.
    private static async Task PassBadly(World world, TimeSpan span, Random random)
    {
        var end = world.Clock.GetUtcNow() + span;
        while (world.Queue.Next is { } next && next <= end)
        {
            var late = next + TimeSpan.FromSeconds(random.Next(5));
            world.Clock.Set(Max(world.Clock.GetUtcNow(), late < end ? late : end));
            var due = world.Queue.TakeDue(world.Clock.GetUtcNow()).ToArray();
            random.Shuffle(due);
            foreach (var hint in due.SelectMany(hint => Enumerable.Repeat(hint, random.Next(1, 4))))
            {
                await world.Handle(hint);
            }
        }

        world.Clock.Set(end);
    }

    private static DateTimeOffset Max(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;

    private static async Task<string?> PassWatched(World world, TimeSpan span)
    {
        var end = world.Clock.GetUtcNow() + span;
        while (world.Clock.GetUtcNow() < end)
        {
            var next = world.Clock.GetUtcNow() + TimeSpan.FromMinutes(5);
            await world.Pass((next < end ? next : end) - world.Clock.GetUtcNow());
            if (await Untold(world) is { } wrong)
            {
                return wrong;
            }
        }

        return null;
    }

    // An alert that fires and was stored so long ago is in what each integration was told last, or is being told, or the
    // group's last word on that integration is why not.
    private static async Task<string?> Untold(World world)
    {
        var now = world.Clock.GetUtcNow();
        foreach (var row in (await world.Rows("g~")).Where(row => row.Key.EndsWith("~h", StringComparison.Ordinal)))
        {
            var header = HeaderRow.Read(row);
            var route = Core.Routing.Router.RouteOf(world.Configuration.Value, header);
            if (await Group.Load(world, header.Id) is not { } state)
            {
                continue;
            }

            var old = state.Alerts.Where(alert => alert.Until > now && alert.Alert.StartsAt >= alert.UpdatedAt
                && alert.UpdatedAt + route.GroupWait + route.GroupInterval < now).ToArray();
            foreach (var integration in world.Configuration.Value.ReceiverNamed(header.Receiver).Integrations)
            {
                var untold = old.FirstOrDefault(alert => !Group.IsTold(state, integration.Id, alert.Fingerprint));
                if (untold is not null && state.Slots.GetValueOrDefault(integration.Id)?.FailedAt is null
                    && await Group.LastReason(world, header.Id, integration.Id) is var why
                    && why is not ("muted by time intervals" or "an earlier notice is under way" or "silenced" or "inhibited")
                    && state.Header.Suppression == 0 && !await IsSuppressed(world, untold))
                {
                    return $"{now}: {integration.Id} of {header.GroupKey} was not told of {untold.Alert.Labels}: {why}";
                }
            }
        }

        return null;
    }

    private static async Task<bool> IsSuppressed(World world, StoredAlert alert)
    {
        var suppressor = await world.Engine.Suppression.Now(world.Configuration.Value, CancellationToken.None);
        return (await suppressor.Of(alert.Alert.Labels, CancellationToken.None)).IsAny;
    }

    private static string? Unsound(IReadOnlyList<string> wrong) => wrong.Count == 0 ? null : string.Join('\n', wrong);
}
