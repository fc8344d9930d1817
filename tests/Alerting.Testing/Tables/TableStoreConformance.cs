using System.Collections.Immutable;
using Alerting.Core.Ports;
using Xunit;

namespace Alerting.Testing.Tables;

/// <summary>What every <see cref="ITableStore"/> must do. A suite per adapter derives from it.</summary>
public abstract partial class TableStoreConformance : IAsyncLifetime
{
    /// <summary>A partition no other test uses, so that a store may be shared.</summary>
    protected string P { get; } = "p-" + Guid.NewGuid().ToString("N");

    protected ITableStore Store { get; private set; } = null!;

    protected static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => Store = await NewStore();

    public virtual ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    /// <summary>A store, empty in the partition of this test.</summary>
    protected abstract Task<ITableStore> NewStore();

    protected Task<CommitResult> Commit(params IReadOnlyList<RowWrite> writes) => Store.Commit(P, writes, Stop);

    protected async Task<ImmutableArray<ETag>> Done(params IReadOnlyList<RowWrite> writes)
    {
        var result = await Commit(writes);

        Assert.Equal((CommitStatus.Done, -1), (result.Status, result.FailedIndex));
        Assert.True(result.IsDone);
        Assert.Equal(writes.Count, result.ETags.Length);
        return result.ETags;
    }

    protected async Task<Row> Read(string key) =>
        await Store.Get(P, key, Stop) ?? throw new InvalidOperationException($"row {key} is absent");

    protected async Task Refused(CommitStatus status, int index, params IReadOnlyList<RowWrite> writes)
    {
        var result = await Commit(writes);

        Assert.Equal((status, index), (result.Status, result.FailedIndex));
        Assert.False(result.IsDone);
        Assert.Empty(result.ETags);
    }

    protected static Properties Number(int value) => new() { { "Number", value } };
}
