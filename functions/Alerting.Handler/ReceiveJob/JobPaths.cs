namespace Alerting.Handler.ReceiveJob;

/// <summary>Where reports of runs are posted to.</summary>
internal static class JobPaths
{
    public const string Report = "/api/jobs/{job}/runs/{run}/{verb}";
}
