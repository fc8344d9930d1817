using System.Globalization;
using Alerting.Core.Alerts;
using Alerting.Core.Groups;
using Alerting.Core.Matching;
using Alerting.Core.Ports;
using Alerting.Testing.Worlds;

namespace Alerting.Core.Tests.Groups.Plots;

/// <summary>A notification, as far as it is compared.</summary>
internal sealed record Said(DateTimeOffset At, string Group, string Integration, string Reason, string Alerts)
{
    public static string Names(IEnumerable<(LabelSet Labels, bool Fires)> alerts) => string.Join(' ', alerts
        .Select(alert => $"{alert.Labels["alertname"]}/{alert.Labels["instance"]}{(alert.Fires ? "!" : ".")}")
        .Order(StringComparer.Ordinal));

    /// <summary>The same without the time.</summary>
    public Said Timeless() => this with { At = default };
}

/// <summary>A plot played to the engine.</summary>
internal sealed class Play
{
    private readonly RecordingChannel[] channels =
        [new("webhook", deduplicates: false), new("slack", deduplicates: false)];

    private readonly List<Said> said = [];
    private string? last;

    public Play(Plot plot, Func<ITableStore, ITableStore>? watched = null)
    {
        World = World.Of(channels);
        World = watched is null ? World : World.Beside(watched(World.Store), World.Queue, channels);
        World.Configuration.Replace(plot.Configuration, 1);
        foreach (var channel in channels)
        {
            channel.Meanwhile = Record;
        }
    }

    public World World { get; }

    public IReadOnlyList<Said> Said => said;

    /// <summary>Answers of both channels.</summary>
    public Func<Notification, Receipt> Answers
    {
        init
        {
            foreach (var channel in channels)
            {
                channel.Otherwise = value;
            }
        }
    }

    /// <summary>How time passes; by default every hint is handed out once and in time.</summary>
    public Func<World, TimeSpan, Task> Pass { get; init; } = (world, span) => world.Pass(span);

    /// <summary>How a batch is posted; by default as one.</summary>
    public Func<World, Alert[], Task> Post { get; init; } = (world, alerts) => world.Post(alerts);

    /// <summary>Called after each step.</summary>
    public Func<Step, Task> AfterEach { get; init; } = _ => Task.CompletedTask;

    public async Task<Play> Run(Plot plot)
    {
        foreach (var step in plot.Steps)
        {
            await Pass(World, step.After);
            await Silence(step);
            await Post(World, [.. step.Reports.Select(report => report.At(World.Clock.GetUtcNow()))]);
            await AfterEach(step);
        }

        await Pass(World, TimeSpan.FromHours(1));
        return this;
    }

    private async Task Silence(Step step)
    {
        var silences = World.Engine.Silences;
        if (step.EndsHush && last is not null)
        {
            await silences.Expire(last, CancellationToken.None);
        }

        if (step.Hush is { } hush)
        {
            var begins = World.Clock.GetUtcNow() + hush.In;
            last = (await silences.Set(
                new()
                {
                    Matchers = [new(hush.Name, MatchOperator.Equal, hush.Value)],
                    StartsAt = begins,
                    EndsAt = begins + hush.For,
                    CreatedBy = "",
                    Comment = "",
                },
                CancellationToken.None)).Id;
        }
    }

    /// <summary>In an order that only what was said when decides.</summary>
    public static IReadOnlyList<Said> Sorted(IEnumerable<Said> said) =>
        [.. said.OrderBy(it => it.At).ThenBy(it => it.Group, StringComparer.Ordinal)
            .ThenBy(it => it.Integration, StringComparer.Ordinal)];

    /// <summary>What the two did not say alike; null when they did.</summary>
    public static string? Difference(IEnumerable<Said> expected, IEnumerable<Said> actual)
    {
        var (left, right) = (Sorted(expected), Sorted(actual));
        for (var i = 0; i < Math.Max(left.Count, right.Count); i++)
        {
            var (one, other) = (left.ElementAtOrDefault(i), right.ElementAtOrDefault(i));
            if (one != other)
            {
                return string.Create(CultureInfo.InvariantCulture, $"expected {one}\nbut was  {other}");
            }
        }

        return null;
    }

    private Task Record(Notification notification)
    {
        said.Add(new(
            World.Clock.GetUtcNow(), notification.GroupKey, notification.Integration.Id, notification.Reason.ToText(),
            Plots.Said.Names(notification.Alerts.Select(it => (it.Labels, it.Status == AlertStatus.Firing)))));
        return Task.CompletedTask;
    }
}
