using Alerting.Adapters.Channels;
using Xunit;

namespace Alerting.Adapters.Tests.Channels;

public sealed class JobNameTests
{
    [Theory]
    [InlineData("cronjob=train;job_name=train-28931520;job=kube-state-metrics", "train")]
    [InlineData("job_name=train-28931520;job=kube-state-metrics", "train")]
    [InlineData("job_name=train-1795226400", "train")]
    [InlineData("job_name=train-2893152", "train-2893152")]
    [InlineData("job_name=train-28931520x", "train-28931520x")]
    [InlineData("job_name=-28931520", "-28931520")]
    [InlineData("job=airflow", "airflow")]
    [InlineData("job=a\nb", "a b")]
    [InlineData("alertname=A", "")]
    public void A_job_has_one_name_however_often_it_runs(string labels, string expected) =>
        Assert.Equal(expected, JobName.Of(Notices.Set(labels), 100));
}
