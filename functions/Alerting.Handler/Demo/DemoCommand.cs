using Alerting.Handler.Cli;

namespace Alerting.Handler.Demo;

/// <summary><c>alerting demo</c>.</summary>
internal static class DemoCommand
{
    public static Task<int> Run(IReadOnlyList<string> args)
    {
        Options.Read("demo", args, [], []);
        throw new StartRefusedException("this build has no demo");
    }
}
