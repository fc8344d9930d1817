using Alerting.Core.Groups.Rows;
using Alerting.Core.Ports;

namespace Alerting.Core.Desks;

/// <summary>
/// Commits the posts of one shard: as many groups in one transaction as fit, one transaction after the other. When one
/// is refused, only the group it was refused for is read again.
/// </summary>
/// <param name="on">What it stands on.</param>
/// <param name="groups">Reads groups.</param>
/// <param name="partition">The shard.</param>
/// <param name="posts">Its posts.</param>
/// <param name="first">What must be durable before what these posts have read is written.</param>
internal sealed class AcceptShard(
    Foundation on, GroupStore groups, string partition, IReadOnlyList<GroupPost> posts,
    Func<IReadOnlyList<GroupPost>, Task> first)
{
    private const int MostBytes = 3_000_000 - 65_536;

    public async Task Run(CancellationToken cancellation)
    {
        await Task.WhenAll(posts.Select(post => post.Read(groups, cancellation)));
        await first(posts);
        try
        {
            await Commit(cancellation);
        }
        finally
        {
            // Also when a later transaction failed or time ran out: what is stored must not wait for the sweep.
            await Hint();
        }
    }

    private async Task Commit(CancellationToken cancellation)
    {
        var conflicts = 0;
        while (posts.Any(post => !post.IsDone))
        {
            var (writes, owners) = NextTransaction();
            var result = await on.Store.Commit(partition, writes, cancellation);
            if (result.IsDone)
            {
                conflicts = 0;
                foreach (var owner in owners)
                {
                    owner.Post.Confirm();
                }
            }
            else
            {
                await Contention.Pause(conflicts++ / Math.Max(1, owners.Count), on.Time, cancellation);
                await ReadAgain(result, writes, owners, cancellation);
                await first(posts);
            }
        }
    }

    private Task Hint() => on.Hints.Wake(
        partition, posts.Where(post => post.Woken is not null).Select(post => post.Woken!.Value),
        CancellationToken.None);

    private (List<RowWrite> Writes, List<(GroupPost Post, int From)> Owners) NextTransaction()
    {
        var writes = new List<RowWrite>();
        var owners = new List<(GroupPost Post, int From)>();
        var bytes = 0;
        foreach (var post in posts.Where(post => !post.IsDone))
        {
            var from = writes.Count;
            post.Take(writes, ref bytes, MostBytes);
            if (post.Taken == 0)
            {
                break;
            }

            owners.Add((post, from));
        }

        return (writes, owners);
    }

    private async Task ReadAgain(
        CommitResult refused, List<RowWrite> writes, List<(GroupPost Post, int From)> owners,
        CancellationToken cancellation)
    {
        var (post, _) = owners.Last(owner => owner.From <= refused.FailedIndex);
        var write = writes[refused.FailedIndex];
        var isLatch = string.Equals(write.Key, RowKeys.Latch(post.Group), StringComparison.Ordinal);
        if (isLatch && refused.Status == CommitStatus.Missing)
        {
            // A 404 of the latch and of nothing else: asleep, closed or new.
            await post.Doubt(groups, asleep: true, cancellation);
        }
        else if (isLatch && refused.Status == CommitStatus.Exists)
        {
            // Somebody else woke it meanwhile.
            await post.Doubt(groups, asleep: false, cancellation);
        }
        else if (write is RowWrite.Deleted && refused.Status == CommitStatus.Missing)
        {
            post.DueRowIsLost();
        }
        else
        {
            await post.Read(groups, cancellation);
        }
    }
}
