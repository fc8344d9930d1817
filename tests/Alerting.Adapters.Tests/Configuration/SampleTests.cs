using System.Text.RegularExpressions;
using Alerting.Adapters.Configuration;
using Alerting.Core.Configuration;
using Alerting.Testing.Azure;
using Xunit;

namespace Alerting.Adapters.Tests.Configuration;

/// <summary>The files that people copy.</summary>
public sealed partial class SampleTests
{
    private static readonly string[] Channels =
        ["email", "inbox", "pagerduty", "prefect", "sendgrid", "slack", "wandb", "webhook"];

    [Fact]
    public void The_samples_load_whole_and_only_their_secrets_are_missing()
    {
        var read = ConfigurationFolder.Load(Path.Combine(NpmPeers.Repository, "infra", "samples")).Result;

        Assert.Empty(read.Errors);
        Assert.All(read.Warnings, it => Assert.Matches("^no such (file|variable) now", it.Message));
        var integrations = read.Configuration!.Receivers.SelectMany(receiver => receiver.Integrations).ToArray();
        Assert.All(integrations, one => Assert.Null(one.NotBuilt));
        Assert.Equal(Channels, integrations.Select(one => one.Kind).Distinct().Order(StringComparer.Ordinal));
        Assert.Equal(["features", "train-churn", "scoring-api"], read.Configuration.Jobs.Jobs.Select(job => job.Name));
        Assert.Equal(["last-resort", "model-owners", ""], new[] { "on-call", "training", "last-resort" }.Select(read.Configuration.Delivery.FallbackOf));
    }

    [Fact]
    public void Examples_of_the_reference_load()
    {
        var text = File.ReadAllText(Path.Combine(NpmPeers.Repository, "docs", "alerting-yml.md"));
        var examples = Example().Matches(text).Select(match => match.Groups["yaml"].Value).ToArray();

        Assert.NotEmpty(examples);
        Assert.All(examples, yaml => Assert.Empty(ConfigurationReader.Read(null, new("alerting.yml", yaml)).Errors));
    }

    [GeneratedRegex("```yaml\n(?<yaml>.*?)```", RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex Example();
}
