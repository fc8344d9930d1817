using Alerting.Core.Alerts;

namespace Alerting.Adapters.Channels;

/// <summary>
/// Which job an alert is about. Kubernetes names the schedule in <c>cronjob</c>, and in <c>job_name</c> the job, whose
/// name ends in the minute where it is one of a schedule. What Prometheus puts into <c>job</c> is where it scraped: a
/// job only where nothing better is said.
/// </summary>
internal static class JobName
{
    private static readonly string[] Names = ["cronjob", "job_name", "job"];

    /// <summary>Its name, the same for each time it runs, printable, on one line; empty where there is none.</summary>
    public static string Of(LabelSet labels, int most)
    {
        var name = Names.Select(label => labels[label]).FirstOrDefault(value => value.Length > 0) ?? "";
        return BoundedText.Printable(WithoutMinute(name), most).Replace('\n', ' ');
    }

    // Minutes since 1970 have eight digits until 2160; early controllers wrote seconds.
    private static string WithoutMinute(string name)
    {
        var end = name.LastIndexOf('-') is > 0 and var dash ? name.AsSpan(dash + 1) : default;
        return end.Length is 8 or 10 && !end.ContainsAnyExceptInRange('0', '9') ? name[..^(end.Length + 1)] : name;
    }
}
