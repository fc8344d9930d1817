using Alerting.Core.Ports;
using Xunit;

namespace Alerting.Testing.Tables;

public abstract partial class TableStoreConformance
{
    /// <summary>Writes that need a row, by name, with the condition given.</summary>
    public static TheoryData<string> ConditionalKinds => ["Replace", "Merge", "Delete"];

    private static RowWrite Conditional(string kind, string key, ETag etag) => kind switch
    {
        "Replace" => RowWrite.Replace(key, Number(2), etag),
        "Merge" => RowWrite.Merge(key, Number(2), etag),
        _ => RowWrite.Delete(key, etag),
    };

    [Fact]
    public async Task An_absent_row_is_null() => Assert.Null(await Store.Get(P, "a", Stop));

    [Fact]
    public async Task An_inserted_row_is_read_back_with_its_etag()
    {
        var etag = (await Done(RowWrite.Insert("a", Number(1))))[0];

        var row = await Read("a");

        Assert.Equal((P, "a", etag), (row.Partition, row.Key, row.ETag));
        Assert.False(string.IsNullOrEmpty(etag.Value));
        Assert.NotEqual(ETag.Any, etag);
        Assert.Equal(1, row.Properties["Number"]);
        Assert.Equal(1, row.Properties.Count);
    }

    [Fact]
    public async Task An_insert_over_a_row_is_refused_and_changes_nothing()
    {
        var etag = (await Done(RowWrite.Insert("a", Number(1))))[0];

        await Refused(CommitStatus.Exists, 0, RowWrite.Insert("a", Number(2)));

        var row = await Read("a");
        Assert.Equal((etag, 1), (row.ETag, row.Properties.Int("Number")));
    }

    [Theory]
    [MemberData(nameof(ConditionalKinds))]
    public async Task A_conditional_write_of_the_stored_version_is_done(string kind)
    {
        var etag = (await Done(RowWrite.Insert("a", Number(1))))[0];

        await AssertWritten(kind, etag, await Done(Conditional(kind, "a", etag)));
    }

    [Theory]
    [MemberData(nameof(ConditionalKinds))]
    public async Task A_conditional_write_of_any_version_is_done(string kind)
    {
        var etag = (await Done(RowWrite.Insert("a", Number(1))))[0];

        await AssertWritten(kind, etag, await Done(Conditional(kind, "a", ETag.Any)));
    }

    [Theory]
    [MemberData(nameof(ConditionalKinds))]
    public async Task A_conditional_write_of_an_earlier_version_is_refused(string kind)
    {
        var earlier = (await Done(RowWrite.Insert("a", Number(1))))[0];
        var etag = (await Done(RowWrite.Replace("a", Number(7), earlier)))[0];

        await Refused(CommitStatus.Conflict, 0, Conditional(kind, "a", earlier));

        var row = await Read("a");
        Assert.Equal((etag, 7), (row.ETag, row.Properties.Int("Number")));
    }

    [Theory]
    [MemberData(nameof(ConditionalKinds))]
    public async Task A_conditional_write_without_a_row_is_refused(string kind)
    {
        var other = (await Done(RowWrite.Insert("other", Number(1))))[0];

        await Refused(CommitStatus.Missing, 0, Conditional(kind, "a", other));
        await Refused(CommitStatus.Missing, 0, Conditional(kind, "a", ETag.Any));

        Assert.Null(await Store.Get(P, "a", Stop));
    }

    [Fact]
    public async Task A_replace_leaves_no_earlier_property()
    {
        await Done(RowWrite.Insert("a", new() { { "Old", "x" }, { "Both", 1 } }));

        await Done(RowWrite.Replace("a", new() { { "Both", 2L } }, ETag.Any));

        AssertSame(new() { { "Both", 2L } }, (await Read("a")).Properties);
    }

    [Fact]
    public async Task A_merge_leaves_the_properties_it_does_not_name()
    {
        await Done(RowWrite.Insert("a", new() { { "Kept", "x" }, { "Changed", 1 } }));

        await Done(RowWrite.Merge("a", new() { { "Changed", "two" }, { "New", true } }, ETag.Any));

        AssertSame(new() { { "Kept", "x" }, { "Changed", "two" }, { "New", true } }, (await Read("a")).Properties);
    }

    [Fact]
    public async Task A_merge_that_changes_nothing_makes_a_new_version()
    {
        var first = (await Done(RowWrite.Insert("a", Number(1))))[0];

        var second = (await Done(RowWrite.Merge("a", Number(1), first)))[0];
        var third = (await Done(RowWrite.Merge("a", [], second)))[0];

        Assert.Equal(3, new HashSet<ETag> { first, second, third }.Count);
        Assert.Equal(third, (await Read("a")).ETag);
        await Refused(CommitStatus.Conflict, 0, RowWrite.Merge("a", Number(1), first));
    }

    [Fact]
    public async Task A_row_inserted_again_after_a_delete_has_another_etag()
    {
        var etags = new HashSet<ETag>();
        for (var i = 0; i < 5; i++)
        {
            var etag = (await Done(RowWrite.Insert("a", Number(1))))[0];
            Assert.True(etags.Add(etag));
            await Done(RowWrite.Delete("a", etag));
        }

        await Done(RowWrite.Insert("a", Number(1)));
        foreach (var etag in etags)
        {
            await Refused(CommitStatus.Conflict, 0, RowWrite.Delete("a", etag));
        }
    }

    [Fact]
    public async Task Insert_or_replace_writes_whatever_is_there()
    {
        var first = (await Done(RowWrite.InsertOrReplace("a", new() { { "Old", 1 } })))[0];
        var second = (await Done(RowWrite.InsertOrReplace("a", new() { { "New", 2 } })))[0];

        var row = await Read("a");
        Assert.NotEqual(first, second);
        Assert.Equal(second, row.ETag);
        AssertSame(new() { { "New", 2 } }, row.Properties);
    }

    [Fact]
    public async Task Partitions_are_separate()
    {
        var other = P + "-2";
        await Done(RowWrite.Insert("a", Number(1)));

        var inserted = await Store.Commit(other, [RowWrite.Insert("a", Number(2))], Stop);
        var replaced = await Store.Commit(other + "x", [RowWrite.Replace("a", Number(3), ETag.Any)], Stop);
        await Done(RowWrite.Delete("a", ETag.Any));

        Assert.Equal((CommitStatus.Done, CommitStatus.Missing), (inserted.Status, replaced.Status));
        Assert.Equal(2, (await Store.Get(other, "a", Stop))!.Properties.Int("Number"));
        Assert.Single(await All(other, "a", "b"));
        Assert.Empty(await All(P, "a", "b"));
    }

    private async Task AssertWritten(string kind, ETag before, IReadOnlyList<ETag> etags)
    {
        if (kind == "Delete")
        {
            Assert.Equal(default, etags[0]);
            Assert.Null(await Store.Get(P, "a", Stop));
            return;
        }

        var row = await Read("a");
        Assert.NotEqual(before, row.ETag);
        Assert.Equal((etags[0], 2), (row.ETag, row.Properties.Int("Number")));
    }

    private static void AssertSame(Properties expected, Properties actual) =>
        Assert.Equal(
            expected.OrderBy(property => property.Key, StringComparer.Ordinal),
            actual.OrderBy(property => property.Key, StringComparer.Ordinal));
}
