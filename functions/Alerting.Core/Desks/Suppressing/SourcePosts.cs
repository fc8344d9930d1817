using Alerting.Core.Inhibition;

namespace Alerting.Core.Desks.Suppressing;

/// <summary>
/// What the posts of one shard mean to the index of sources: what begins is entered before it is stored, what ends
/// leaves when that is stored.
/// </summary>
internal sealed class SourcePosts(SourceIndex sources, Inhibitor inhibitor)
{
    private readonly List<SourceChange> touched = [];
    private readonly Dictionary<string, EnteredRow> entered = new(StringComparer.Ordinal);
    private IReadOnlyList<GroupPost> posts = [];

    /// <summary>Stores posts.</summary>
    /// <param name="store">Does it; calls what it is given whenever posts have been read, before they are
    /// written.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public async Task Run(Func<Func<IReadOnlyList<GroupPost>, Task>, Task> store, CancellationToken cancellation)
    {
        try
        {
            await store(read => Enter(read, cancellation));
        }
        finally
        {
            // Also what may have been stored although it failed.
            sources.Forget(touched);
        }

        var ended = posts.SelectMany(post => inhibitor.ChangesOf(post.Group, post.Ended));
        string[] over = [.. ended.SelectMany(
            change => change.Entries.Select(entry => SourceRow.Key(entry, change)))];
        await sources.Leave(over.Distinct().Where(entered.ContainsKey).Select(key => entered[key]), cancellation);
    }

    private async Task Enter(IReadOnlyList<GroupPost> read, CancellationToken cancellation)
    {
        posts = read;
        SourceChange[] starting = [.. read.SelectMany(post => inhibitor.ChangesOf(post.Group, post.Starting))];
        SourceChange[] ending = [.. read.SelectMany(post => inhibitor.ChangesOf(post.Group, post.Ending))];
        touched.AddRange([.. starting, .. ending]);
        touched.AddRange(read.SelectMany(post => inhibitor.ChangesOf(post.Group, post.Moving)));
        await sources.Enter(starting, cancellation);
        foreach (var row in await sources.Entered(ending, cancellation))
        {
            entered[row.Row.Key] = row;
        }
    }
}
