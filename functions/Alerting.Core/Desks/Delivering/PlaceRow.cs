using System.Collections.Immutable;
using System.Globalization;
using Alerting.Core.Ports;

namespace Alerting.Core.Desks.Delivering;

/// <summary>
/// Partition <c>destinations</c>, a row for each destination: which places of its rate limits are taken.
/// </summary>
internal static class PlaceRow
{
    public const string Partition = "destinations";

    public static Properties Write(ImmutableArray<SlotGrid> grids)
    {
        var row = new Properties();
        for (var i = 0; i < grids.Length; i++)
        {
            row.Add(Name("step", i), grids[i].Step);
            row.Add(Name("ordinary", i), grids[i].NextOrdinary);
            row.Add(Name("kept", i), grids[i].NextKept);
        }

        return row;
    }

    public static ImmutableArray<SlotGrid> Read(Row row)
    {
        var grids = ImmutableArray.CreateBuilder<SlotGrid>();
        for (var i = 0; row.Properties[Name("step", i)] is long step; i++)
        {
            grids.Add(new(step, row.Properties.Long(Name("ordinary", i)), row.Properties.Long(Name("kept", i))));
        }

        return grids.ToImmutable();
    }

    private static string Name(string what, int i) => string.Create(CultureInfo.InvariantCulture, $"{what}{i}");
}
