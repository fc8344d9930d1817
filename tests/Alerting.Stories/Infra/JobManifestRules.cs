using Alerting.Stories.Cli;
using Alerting.Testing;
using Alerting.Testing.Processes;
using Xunit;

namespace Alerting.Stories.Infra;

/// <summary>The examples of batch jobs: what they tell of their runs, and what Kubernetes is to do with them.</summary>
public sealed class JobManifestRules
{
    // What clients/alerting-run reads, and FAILURES, from which the examples make the number of the attempt.
    private static readonly string[] Known =
    [
        "ALERTING_URL", "ALERTING_TOKEN", "ALERTING_TOKEN_FILE", "ALERTING_JOB", "ALERTING_RUN_ID", "ALERTING_KIND",
        "ALERTING_SCHEDULED_AT", "ALERTING_ATTEMPT", "ALERTING_PARTITION", "ALERTING_PARTITIONS", "FAILURES",
    ];

    // https://kubernetes.io/docs/reference/labels-annotations-taints: those of pods. The time of the slot is on the Job.
    private static readonly string[] OnPods =
    [
        "metadata.labels['batch.kubernetes.io/job-name']",
        "metadata.annotations['batch.kubernetes.io/job-completion-index']",
        "metadata.annotations['batch.kubernetes.io/job-index-failure-count']",
    ];

    public static TheoryData<string> Examples => ["jobs/cronjob.yaml", "jobs/indexed-job.yaml"];

    [Theory]
    [MemberData(nameof(Examples))]
    public void Every_variable_is_one_that_alerting_run_reads(string file)
    {
        var variables = Manifests.Of(file).Variables();

        Assert.Empty(variables.Keys.Except(Known));
        Assert.Equal("alerting-reports", variables["ALERTING_TOKEN"].Text("valueFrom.secretKeyRef.name"));
        Assert.All(
            variables.Values.Where(one => one.At("valueFrom.fieldRef") is not null),
            one => Assert.Contains(one.Text("valueFrom.fieldRef.fieldPath"), OnPods));
        Assert.Equal(OnPods[0], variables["ALERTING_RUN_ID"].Text("valueFrom.fieldRef.fieldPath"));
    }

    [Fact]
    public void Alerting_run_reads_them()
    {
        var wrapper = Path.Combine(InfraFiles.Repository, "clients", "alerting-run");
        Assert.SkipUnless(File.Exists(wrapper), $"there is no {wrapper}");
        var text = File.ReadAllText(wrapper);

        Assert.All(
            Known.Except(["FAILURES"]), name => Assert.Contains("${" + name + ":-", text, StringComparison.Ordinal));
    }

    // The failures of a part are only counted then: Kubernetes, Job, backoffLimitPerIndex.
    [Theory]
    [MemberData(nameof(Examples))]
    public void A_pod_learns_which_attempt_it_is(string file)
    {
        var manifest = Manifests.Of(file);
        var job = manifest.At("spec.jobTemplate.spec") ?? manifest.At("spec")!;

        Assert.Equal("Indexed", job.Text("completionMode"));
        Assert.Equal("Never", manifest.Pod()!.Text("restartPolicy"));
        Assert.NotNull(job.Text("backoffLimitPerIndex"));
        Assert.NotNull(job.Text("activeDeadlineSeconds"));
    }

    [Fact]
    public void A_CronJob_says_what_becomes_of_a_slot_and_keeps_its_Jobs()
    {
        var spec = Manifests.Of("jobs/cronjob.yaml").At("spec")!;

        Assert.Equal(("Forbid", "3600"), (spec.Text("concurrencyPolicy"), spec.Text("startingDeadlineSeconds")));
        Assert.NotNull(spec.Text("timeZone"));
        Assert.NotEqual("0", spec.Text("successfulJobsHistoryLimit"));
        Assert.NotEqual("0", spec.Text("failedJobsHistoryLimit"));
    }

    [Fact]
    public void The_parts_of_a_run_are_as_many_as_it_says()
    {
        var job = Manifests.Of("jobs/indexed-job.yaml");

        Assert.Equal(job.Text("spec.completions"), job.Variables()["ALERTING_PARTITIONS"].Text("value"));
    }

    // 29391240 minutes after 1970 began.
    [Theory]
    [InlineData("train-churn-29391240", "0", "attempt=1 kind=scheduled at=2025-11-18T14:00:00Z part=")]
    [InlineData("train-churn-29391240", "2", "attempt=3 kind=scheduled at=2025-11-18T14:00:00Z part=")]
    [InlineData("train-churn-29391240", "", "attempt=1 kind=scheduled at=2025-11-18T14:00:00Z part=")]
    [InlineData("train-churn-backfill-2026-01", "0", "attempt=1 kind=backfill at= part=")]
    [InlineData("train-churn-test-a", "0", "attempt=1 kind=test at= part=")]
    [InlineData("train-churn-again", "0", "attempt=1 kind=manual at= part=")]
    public async Task The_name_of_the_Job_says_why_it_runs(string run, string failures, string told)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "the date of other systems reads no seconds since 1970");
        using var folder = new ProcessFolder();

        var ended = await InPod(folder, "jobs/cronjob.yaml",
            $"ALERTING_RUN_ID={run}", $"FAILURES={failures}", "ALERTING_JOB=train-churn", "JOB_COMPLETION_INDEX=0");

        Assert.Equal(new Ended(0, $"{told} of= command=-- python -m churn.train\n", ""), ended);
    }

    [Fact]
    public async Task A_part_says_which_it_is()
    {
        using var folder = new ProcessFolder();

        var ended = await InPod(folder, "jobs/indexed-job.yaml",
            "FAILURES=1", "ALERTING_KIND=backfill", "ALERTING_PARTITION=7", "ALERTING_PARTITIONS=20");

        Assert.Equal(
            "attempt=2 kind=backfill at= part=7 of=20 command=-- python -m customers.score --part 7\n", ended.Output);
    }

    // Runs what the container would, with another program in the place of alerting-run that says what it was told.
    private static async Task<Ended> InPod(ProcessFolder folder, string file, params string[] variables)
    {
        var container = Manifests.Of(file).Container();
        var stub = folder.Write("alerting-run",
            "echo \"attempt=$ALERTING_ATTEMPT kind=$ALERTING_KIND at=$ALERTING_SCHEDULED_AT "
            + "part=$ALERTING_PARTITION$JOB_COMPLETION_INDEX of=$ALERTING_PARTITIONS command=$*\"\n");
        var script = container.Texts("args").Single()
            .Replace("/opt/alerting/alerting-run", "sh " + stub, StringComparison.Ordinal);
        Assert.Contains(stub, script, StringComparison.Ordinal);
        return await Ended.Of(
            Peer.Find("env"), ["-i", "PATH=/usr/bin:/bin", .. variables, .. container.Texts("command"), script]);
    }
}
