using System.Globalization;
using Alerting.Bench;
using Alerting.Testing.Crashes;

if (args is ["store", ..])
{
    await StoreScenario.Run(args.Length > 1 ? args[1] : Path.GetTempPath(), Console.Out);
}

if (args is ["crash", ..])
{
    var kills = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 1000;
    var seed = args.Length > 2 ? int.Parse(args[2], CultureInfo.InvariantCulture) : 1;
    var report = await CrashRun.Of(seed, kills, CancellationToken.None);
    Console.WriteLine(report);
    foreach (var violation in report.Violations)
    {
        Console.WriteLine(violation);
    }

    return report.Violations.Count == 0 ? 0 : 1;
}

return 0;
