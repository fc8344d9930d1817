using System.Globalization;
using Alerting.Testing.Crashes;
using Xunit;

namespace Alerting.Stories.Crashes;

public sealed class CrashStory(ITestOutputHelper output)
{
    [Fact]
    public async Task Killed_again_and_again_it_tells_everything_it_accepted_in_order_and_nothing_twice()
    {
        var report = await CrashRun.Of(
            Setting("ALERTING_CRASH_SEED", 20_261),
            Setting("ALERTING_CRASH_KILLS", 55),
            TestContext.Current.CancellationToken);

        output.WriteLine(report.ToString());
        Assert.True(report.Violations.Count == 0, report + "\n" + string.Join('\n', report.Violations.Take(20)));
        Assert.True(report.Alerts.Count(alert => alert.IsResolved) > report.Kills, report.ToString());
    }

    private static int Setting(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var value)
            ? value
            : otherwise;
}
