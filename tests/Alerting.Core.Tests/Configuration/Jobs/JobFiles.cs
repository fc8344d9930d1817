using Alerting.Core.Configuration;
using Alerting.Core.Jobs.Registry;
using Xunit;

namespace Alerting.Core.Tests.Configuration.Jobs;

/// <summary>Files of jobs. Every job of one line has metadata, so that nothing is warned of that a test is not about.</summary>
internal static class JobFiles
{
    private const string Known = "owner: Mia, audience: mdd";

    public static ConfigurationResult Read(string text) => ConfigurationReader.Read(null, new("alerting.yml", text));

    /// <summary>The only job of a file, which says these keys besides a name and metadata.</summary>
    public static JobDefinition Job(string keys)
    {
        var read = Of(keys);
        Assert.Empty(read.Errors);
        return Assert.Single(read.Configuration!.Jobs.Jobs);
    }

    public static ConfigurationResult Of(string keys) => Read($"jobs: [{{name: a, {Known}{(keys.Length > 0 ? ", " : "")}{keys}}}]");

    /// <summary>Jobs that wait for each other: <c>a: b c; b:</c>.</summary>
    public static ConfigurationResult Waiting(string jobs) => Read("jobs:\n" + string.Concat(jobs.Split(';').Select(job =>
    {
        var (name, waits) = (job.Split(':')[0].Trim(), job.Split(':')[1].Trim());
        return $"  - {{name: {name}, {Known}, depends_on: [{waits.Replace(' ', ',')}]}}\n";
    })));

    public static IEnumerable<string> Errors(ConfigurationResult read) => read.Errors.Select(error => error.ToString());

    public static IEnumerable<string> Warnings(ConfigurationResult read) => read.Warnings.Select(warning => warning.ToString());
}
