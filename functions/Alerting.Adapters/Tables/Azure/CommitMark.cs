using Alerting.Core.Ports;

namespace Alerting.Adapters.Tables.Azure;

/// <summary>
/// A property of our own in every row written: an id of the commit, so that a row says who wrote it last.
/// </summary>
/// <remarks>
/// When the answer to a write is lost, the write may have happened; the next try of an insert or a conditional write is
/// then refused by what the first one left. Reporting that as somebody else's would be safe for most callers, who read
/// again and decide anew; but a claim that was written and reported refused would be held by nobody until its lease
/// ran out, and the notice behind it said twice. Not trying again would leave the same claim. Comparing what is stored
/// with what was written is no proof either: two writers may write the same (a counter). So the rows are read again,
/// and the commit counts as done when every row it wrote still bears its mark, which nobody else ever writes; the
/// versions read are then those it made. If any does not, either nothing was written (a transaction is whole or
/// nothing) or somebody has changed it since: the refusal stands, and both ways it is true that the caller's versions
/// are no longer the stored ones. Deletes leave nothing to read: a commit of nothing but deletes that is refused
/// stands as refused, and the rows are gone all the same.
/// A try that is still under way when a later one is answered can only land where its conditions hold again, which
/// versions rule out for all but inserts: within the 30 s the service gives a request, a row deleted again meanwhile.
/// </remarks>
internal static class CommitMark
{
    /// <summary>The property; not for callers.</summary>
    public const string Name = "AlertingCommit";

    // The service takes 252 properties: a row that has them all goes without the mark.
    private const int MostProperties = 251;

    /// <summary>An id nobody else has.</summary>
    public static string New() => Guid.NewGuid().ToString("N");

    /// <summary>Whether the write leaves a mark.</summary>
    public static bool IsLeftBy(RowWrite write) => write.Properties is { Count: <= MostProperties };

    /// <summary>Throws where a caller uses the name.</summary>
    public static void Check(IReadOnlyList<RowWrite> writes)
    {
        foreach (var write in writes)
        {
            if (write.Properties?[Name] is not null)
            {
                throw new ArgumentException($"row '{write.Key}', property '{Name}': the name is the store's own");
            }
        }
    }
}
