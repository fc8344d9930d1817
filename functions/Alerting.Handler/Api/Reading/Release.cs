using Alerting.Handler.Cli;

namespace Alerting.Handler.Api.Reading;

/// <summary>What clients are told of the build: they go by Alertmanager's release, whose API this is.</summary>
internal static class Release
{
    public const string Version = "0.34.0";
    public const string Branch = "HEAD";
    public const string BuildUser = "alerting";
    public const string BuildDate = "n/a";
    public const string GoVersion = "n/a";

    /// <summary>Which build of ours it is.</summary>
    public static string Revision => ProductVersion.Text;
}
