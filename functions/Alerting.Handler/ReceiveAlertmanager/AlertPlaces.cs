using System.Globalization;
using Alerting.Core.Desks;
using Alerting.Core.Sources;

namespace Alerting.Handler.ReceiveAlertmanager;

/// <summary>
/// Says of alerts that were read but cannot be stored where they were in the body: each alert of it was either read or
/// rejected, so the n-th alert read has the n-th place that no rejection names.
/// </summary>
internal static class AlertPlaces
{
    private const string Start = "$.alerts[";

    public static IEnumerable<Rejection> Of(SourceResult read, IReadOnlyCollection<Refusal> refusals)
    {
        if (refusals.Count == 0)
        {
            return [];
        }

        var taken = read.Rejected.Select(rejection => Place(rejection.Path)).ToHashSet();
        var places = Enumerable.Range(0, read.Alerts.Length + taken.Count).Where(place => !taken.Contains(place));
        int[] all = [.. places];
        return refusals.Select(refusal => new Rejection(
            string.Create(CultureInfo.InvariantCulture, $"{Start}{all[refusal.Index]}]"), refusal.Reason));
    }

    private static int Place(string path)
    {
        var end = path.StartsWith(Start, StringComparison.Ordinal) ? path.IndexOf(']', StringComparison.Ordinal) : -1;
        return end > 0 && int.TryParse(path[Start.Length..end], CultureInfo.InvariantCulture, out var place)
            ? place
            : -1;
    }
}
