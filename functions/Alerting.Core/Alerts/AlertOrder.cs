namespace Alerting.Core.Alerts;

/// <summary>
/// The order of alerts in a notification, as Alertmanager has it: by label <c>job</c>, then <c>instance</c> (absent
/// comes last), then fewer labels first, then label by label. Zero only for equal sets. Neither set may be null.
/// </summary>
public sealed class AlertOrder : IComparer<LabelSet>
{
    private AlertOrder() { }

    /// <summary>The only one.</summary>
    public static AlertOrder Instance { get; } = new();

    /// <inheritdoc/>
    public int Compare(LabelSet? x, LabelSet? y)
    {
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(y);
        var byJob = ByLabel(x["job"], y["job"]);
        var byInstance = byJob == 0 ? ByLabel(x["instance"], y["instance"]) : byJob;
        return byInstance == 0 ? Plain(x, y) : byInstance;
    }

    /// <summary>The same without a look at <c>job</c> and <c>instance</c>: the order of groups.</summary>
    public static int Plain(LabelSet left, LabelSet right)
    {
        if (left.Count != right.Count)
        {
            return left.Count - right.Count;
        }

        for (var i = 0; i < left.Count; i++)
        {
            // At the first name that only one of them has, the set without it comes first (prometheus/common,
            // LabelSet.Before): hence the greater name, not the smaller one.
            var byName = Utf8Order.Instance.Compare(right[i].Name, left[i].Name);
            var byValue = byName == 0 ? Utf8Order.Instance.Compare(left[i].Value, right[i].Value) : byName;
            if (byValue != 0)
            {
                return byValue;
            }
        }

        return 0;
    }

    // An empty value is an absent label.
    private static int ByLabel(string left, string right) => (left.Length, right.Length) switch
    {
        (0, 0) => 0,
        (0, _) => 1,
        (_, 0) => -1,
        _ => Utf8Order.Instance.Compare(left, right),
    };
}
