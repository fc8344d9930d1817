using System.Globalization;

namespace Alerting.Handler.Demo;

/// <summary>
/// What the jobs and pods of the story printed, in the folder where the service looks for logs without being told to.
/// </summary>
internal static class DemoLogs
{
    private const int Pods = 20;

    /// <summary>Writes them.</summary>
    /// <param name="folder">The folder of the logs; made where it is not there.</param>
    /// <param name="now">When the story begins.</param>
    public static async Task Write(string folder, DateTimeOffset now)
    {
        foreach (var (path, text) in All())
        {
            var file = Path.Combine(folder, path);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            await File.WriteAllTextAsync(file, Stamped(text, now));
        }
    }

    private static IEnumerable<(string Path, string Text)> All()
    {
        yield return ("ml-batch/churn-nightly-train.log", Churn);
        yield return ("ml-batch/fraud-weekly-train.log", Fraud);
        yield return ("features/2026-11-21.log", Features);
        yield return ("features/backfill-2026-10.log", Backfill);
        yield return ("train/2026-11-21.log", Train);
        for (var pod = 0; pod < Pods; pod++)
        {
            yield return ($"ml-serving/ranker-{pod:D3}.log", Ranker(pod));
        }
    }

    // A line that begins with @N is stamped N seconds after two minutes before the story.
    private static string Stamped(string text, DateTimeOffset now) => string.Join('\n', text.Split('\n').Select(line =>
    {
        if (!line.StartsWith('@'))
        {
            return line;
        }

        var end = line.IndexOf(' ', StringComparison.Ordinal);
        var seconds = int.Parse(line.AsSpan(1, end - 1), NumberStyles.None, CultureInfo.InvariantCulture);
        var at = now.AddMinutes(-2).AddSeconds(seconds).UtcDateTime;
        return at.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture) + line[end..];
    })) + "\n";

    // Its password is one of the things that must not leave.
    private const string Churn =
        """
        @0 INFO trainer: reading features from postgres://trainer:only-for-the-demo@features.example.com/churn
        @1 INFO trainer: epoch 3 of 20, batch 1200 of 4096
        @2 WARNING dataloader: worker 2 is slow (4.1 s)
        @3 ERROR trainer: step failed
        Traceback (most recent call last):
          File "/app/train.py", line 88, in <module>
            trainer.fit(model, loader)
          File "/usr/lib/python3.12/site-packages/torch/optim/optimizer.py", line 140, in wrapper
            out = func(*args, **kwargs)
          File "/app/churn/model.py", line 41, in forward
            scores = q @ k.transpose(-2, -1)
        RuntimeError: DataLoader worker (pid 71) is killed by signal: Killed.
        @4 INFO trainer: closing 8 loaders
        @5 CRITICAL kubelet: container trainer was OOMKilled (exit 137)
        """;

    private const string Fraud =
        """
        @50 INFO loader: reading features.transactions
        @51 ERROR loader: table features.transactions is 26 hours old, at most 24 are allowed
        @52 INFO loader: exit 1
        """;

    private const string Features =
        """
        @100 INFO features: joining 40 million rows
        @110 ERROR features: MemoryError: cannot allocate 12.0 GiB for the join
        """;

    private const string Backfill =
        """
        @100 INFO features: backfill of 2026-10
        @101 ERROR features: FileNotFoundError: no partition 2026-10-31
        """;

    private const string Train =
        """
        @100 INFO train: waiting for the lock of features.daily, held by a run that is gone
        @101 WARNING train: still waiting
        """;

    private static string Ranker(int pod) =>
        $"""
        @100 INFO ranker: 1{pod} requests a second
        @105 ERROR ranker: lost the connection to feature store 10.1.7.{pod}:6379: connection reset by peer
        """;
}
