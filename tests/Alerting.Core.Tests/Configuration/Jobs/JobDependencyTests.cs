using Xunit;

namespace Alerting.Core.Tests.Configuration.Jobs;

/// <summary><c>depends_on</c>: names that are there, and no circles.</summary>
public sealed class JobDependencyTests
{
    [Theory]
    [InlineData("a: ; b: a; c: a b; d: c a")]
    [InlineData("a: b c; b: d; c: d; d:")]
    [InlineData("a:")]
    public void Without_circles_all_is_well(string jobs)
    {
        var read = JobFiles.Waiting(jobs);

        Assert.Empty(read.Errors);
        Assert.Empty(read.Warnings);
    }

    [Fact]
    public void A_name_that_is_no_jobs_is_refused_and_the_nearest_named() => Assert.Equal(
        ["alerting.yml:2: jobs[0].depends_on[1]: there is no job \"featurs\" (did you mean \"features\"?)"],
        JobFiles.Errors(JobFiles.Waiting("a: b featurs; b: ; features:")));

    [Theory]
    [InlineData("a: b; b: a", "2: jobs[0].depends_on[0]: depends_on leads in a circle: a -> b -> a")]
    [InlineData("b: a; a: b", "2: jobs[0].depends_on[0]: depends_on leads in a circle: b -> a -> b")]
    [InlineData("x: c; a: b; b: c; c: a", "3: jobs[1].depends_on[0]: depends_on leads in a circle: a -> b -> c -> a")]
    [InlineData("a: b; b: c a; c: b",
        "2: jobs[0].depends_on[0]: depends_on leads in a circle: a -> b -> a|3: jobs[1].depends_on[0]: depends_on leads in a circle: b -> c -> b")]
    [InlineData("a: a b; b: a",
        "2: jobs[0].depends_on[0]: a job cannot wait for itself|2: jobs[0].depends_on[1]: depends_on leads in a circle: a -> b -> a")]
    [InlineData("a: b; b: a; c: d; d: c",
        "2: jobs[0].depends_on[0]: depends_on leads in a circle: a -> b -> a|4: jobs[2].depends_on[0]: depends_on leads in a circle: c -> d -> c")]
    public void Each_circle_is_refused_once_with_its_way(string jobs, string expected) => Assert.Equal(
        expected.Split('|').Select(error => "alerting.yml:" + error), JobFiles.Errors(JobFiles.Waiting(jobs)));

    [Fact]
    public void Of_a_long_circle_the_ends_are_named()
    {
        var jobs = string.Join(';', Enumerable.Range(0, 5000).Select(n => $"j{n}: j{(n + 1) % 5000}"));

        Assert.Equal(
            ["alerting.yml:2: jobs[0].depends_on[0]: depends_on leads in a circle: "
                + "j0 -> j1 -> j2 -> j3 -> j4 -> j5 -> j6 -> j7 -> ... -> j4999 -> j0"],
            JobFiles.Errors(JobFiles.Waiting(jobs)));
    }

    [Fact]
    public void A_name_that_comes_twice_is_a_warning_and_counts_once()
    {
        var read = JobFiles.Waiting("a: b b; b:");

        Assert.Equal(["alerting.yml:2: jobs[0].depends_on[1]: named twice (value \"b\")"], JobFiles.Warnings(read));
        Assert.Equal(["b"], read.Configuration!.Jobs.Jobs[0].DependsOn);
    }

    [Fact]
    public void A_name_that_is_there_twice_is_not_also_missing() => Assert.Equal(
        ["alerting.yml:1: jobs[1]: job name \"b\" is not unique: it is in line 1 already"],
        JobFiles.Errors(JobFiles.Read("jobs: [{name: b}, {name: b, depends_on: [b]}, {name: c, depends_on: [b]}]")));
}
