namespace Alerting.Testing.Worlds;

/// <summary>How the others go on when a process ends.</summary>
public static class CutOff
{
    /// <summary>A sender repeats what was not acknowledged.</summary>
    public static async Task Insist(Func<Task> post)
    {
        try
        {
            await post();
        }
        catch (CutOffException)
        {
            await post();
        }
    }

    /// <summary>Lets time pass, with hints and sweeps; a process that ends is followed by one without any hint.</summary>
    public static async Task Survive(World world, TimeSpan span)
    {
        for (var left = span; left > TimeSpan.Zero; left -= TimeSpan.FromSeconds(30))
        {
            try
            {
                await world.Pass(TimeSpan.FromSeconds(30));
                await world.Engine.Sweep.All(CancellationToken.None);
            }
            catch (CutOffException)
            {
                world.Queue.Clear();
                world.Clock.Advance(TimeSpan.FromSeconds(30));
            }
        }
    }
}
