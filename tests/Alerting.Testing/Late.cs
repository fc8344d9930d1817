using Xunit;

namespace Alerting.Testing;

/// <summary>
/// Bounds in real time, for what a user waits for. A busy machine is late now and then; what is late by its design is late
/// every time.
/// </summary>
public static class Late
{
    private const int Times = 4;

    /// <summary>Plays a story, which returns how long it took, until it was in time; fails when it never was.</summary>
    public static async Task NotEachTime(TimeSpan most, Func<Task<TimeSpan>> story)
    {
        var took = new List<TimeSpan>();
        do
        {
            took.Add(await story());
        }
        while (took[^1] > most && took.Count < Times);

        Assert.True(took[^1] <= most, $"at most {most} was expected, it took {string.Join(", ", took)}");
    }
}
