using Alerting.Core.Desks.Suppressing;
using Alerting.Core.Matching;
using Alerting.Core.Silences;
using Alerting.Testing;
using Alerting.Testing.Worlds;
using Xunit;

namespace Alerting.Core.Tests.Silences;

/// <summary>Desks of silences over one store that a test acts on, and a clock that stands.</summary>
internal sealed class SilenceWorld
{
    private readonly World world;

    public SilenceWorld()
    {
        HookedStore hooked = null!;
        world = World.Standing(Clock, inner => hooked = new(inner));
        Store = hooked;
    }

    public FixedClock Clock { get; } = new();

    public HookedStore Store { get; }

    public DateTimeOffset Now => Clock.GetUtcNow();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>An instance.</summary>
    public SilenceDesk Desk(bool isAlone = false, SilenceLimits? limits = null, MatcherMode mode = MatcherMode.Fallback) => new(
        world.Engine.On with { IsAlone = isAlone, SilenceLimits = limits ?? SilenceLimits.Usual, MatcherMode = mode });

    /// <summary>A draft of a silence on <c>a="b"</c>, by hours from now.</summary>
    public SilenceDraft Draft(double startsIn = 0, double endsIn = 1, string id = "", params DraftMatcher[] matchers) => new()
    {
        Id = id,
        Matchers = matchers.Length > 0 ? [.. matchers] : [Is("a", "b")],
        StartsAt = Now.AddHours(startsIn),
        EndsAt = Now.AddHours(endsIn),
        CreatedBy = "me",
        Comment = "why",
    };

    public static DraftMatcher Is(string name, string value) => new(name, MatchOperator.Equal, value);

    /// <summary>The id of what was made.</summary>
    public static async Task<string> Made(SilenceDesk desk, SilenceDraft draft)
    {
        var answer = await desk.Set(draft, Stop);
        Assert.Null(answer.Refusal);
        return answer.Id!;
    }

    public static async Task<Silence?> Find(SilenceDesk desk, string id) => (await desk.Now(Stop)).Find(id);

    public static async Task<int> Count(SilenceDesk desk) => (await desk.Now(Stop)).Count;

    /// <summary>How many rows of silences there are.</summary>
    public async Task<int> Rows() => (await Store.Range("silences", "s~", "s\u007f", 1000, null, Stop)).Rows.Count;
}
