using Alerting.Bench;

if (args is ["store", ..])
{
    await StoreScenario.Run(args.Length > 1 ? args[1] : Path.GetTempPath(), Console.Out);
}

return 0;
