using System.Collections.Immutable;
using System.Text;
using Alerting.Core.Alerts;

namespace Alerting.Core.Templates.Values;

/// <summary>Labels as <c>KV</c> and <c>Pairs</c> of Alertmanager order and print them.</summary>
internal static class LabelText
{
    private const string AlertName = "alertname";

    /// <summary>By name, but <c>alertname</c> first.</summary>
    public static ImmutableArray<Label> Sorted(LabelSet labels)
    {
        var sorted = ImmutableArray.CreateBuilder<Label>(labels.Count);
        var first = IndexOfAlertName(labels);
        if (first >= 0)
        {
            sorted.Add(labels[first]);
        }

        for (var i = 0; i < labels.Count; i++)
        {
            if (i != first)
            {
                sorted.Add(labels[i]);
            }
        }

        return sorted.MoveToImmutable();
    }

    /// <summary>Such as <c>a=1, b=2</c>.</summary>
    public static string Of(ImmutableArray<Label> pairs)
    {
        var text = new StringBuilder();
        foreach (var pair in pairs)
        {
            text.Append(text.Length > 0 ? ", " : "").Append(pair.Name).Append('=').Append(pair.Value);
        }

        return text.ToString();
    }

    private static int IndexOfAlertName(LabelSet labels)
    {
        for (var i = 0; i < labels.Count; i++)
        {
            if (labels[i].Name == AlertName)
            {
                return i;
            }
        }

        return -1;
    }
}
