return await Alerting.Handler.Cli.Commands.Run(args);
