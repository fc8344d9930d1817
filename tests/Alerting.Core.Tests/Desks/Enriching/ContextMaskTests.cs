using Alerting.Core.Desks.Enriching;
using Alerting.Core.Logs.Said;
using Alerting.Core.Redaction;
using Xunit;

namespace Alerting.Core.Tests.Desks.Enriching;

public sealed class ContextMaskTests
{
    [Fact]
    public void Identity_of_runs_is_masked_where_it_is_shown()
    {
        var context = new LogContext
        {
            Changes =
            [
                new("labels.dsn", "postgres://u:secretOLD@h/db", "postgres://u:secretNEW@h/db"),
                new("code.api_key", "one", "two"), new("rows", "1", "2"),
            ],
            FirstFailing = "run-2 / https://x.blob.core.windows.net/c?sig=abcdefghijklmn%3D",
            LastGoodRun = "password=hunter2",
            Signatures = [new("01234567", "password=hunter2 at <*>", 1, 1, "password=hunter2 at 1", "token=hunter22")],
            Redacted = 1,
        };

        var masked = ContextMask.Apply(context, Redactor.Usual);

        Assert.Equal(
            [
                new("labels.dsn", "postgres://u:[redacted]@h/db", "postgres://u:[redacted]@h/db"),
                new("code.api_key", "[redacted]", "[redacted]"), new("rows", "1", "2"),
            ],
            masked.Changes);
        Assert.Equal("run-2 / https://x.blob.core.windows.net/c?sig=[redacted]", masked.FirstFailing);
        Assert.Equal("password=[redacted]", masked.LastGoodRun);
        Assert.Equal(
            new("01234567", "password=[redacted] at <*>", 1, 1, "password=[redacted] at 1", "token=[redacted]"),
            Assert.Single(masked.Signatures));
        Assert.Equal(10, masked.Redacted);
    }

    [Fact]
    public void What_has_nothing_in_it_stays_what_it_is()
    {
        var context = new LogContext { FirstError = new(null, "ERROR disk full", "job log") };

        Assert.Same(context, ContextMask.Apply(context, Redactor.Usual));
    }
}
