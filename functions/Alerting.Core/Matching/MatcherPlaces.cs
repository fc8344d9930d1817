using System.Runtime.CompilerServices;

namespace Alerting.Core.Matching;

/// <summary>Several lists of places, each ascending and none in two of them, read as one; without garbage.</summary>
internal struct MatcherPlaces
{
    private const int Most = 8;

    private Lists lists;
    private Positions at;
    private int count;

    public MatcherPlaces(List<int> first) => Add(first);

    public void Add(List<int> list)
    {
        if (list.Count == 0)
        {
            return;
        }

        if (count == Most)
        {
            Collapse();
        }

        lists[count++] = list;
    }

    /// <summary>The next place in ascending order; false after the last.</summary>
    public bool TryNext(out int place)
    {
        var (first, least) = (-1, int.MaxValue);
        for (var i = 0; i < count; i++)
        {
            var list = lists[i];
            if (at[i] < list.Count && list[at[i]] < least)
            {
                (first, least) = (i, list[at[i]]);
            }
        }

        place = least;
        if (first < 0)
        {
            return false;
        }

        at[first]++;
        return true;
    }

    // Only while lists are added, when none has been read yet.
    private void Collapse()
    {
        var all = new List<int>();
        for (var i = 0; i < count; i++)
        {
            all.AddRange(lists[i]);
        }

        all.Sort();
        (lists[0], count) = (all, 1);
    }

    [InlineArray(Most)]
    private struct Lists
    {
        private List<int> first;
    }

    [InlineArray(Most)]
    private struct Positions
    {
        private int first;
    }
}
