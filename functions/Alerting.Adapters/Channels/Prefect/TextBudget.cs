using Alerting.Core.Alerts;

namespace Alerting.Adapters.Channels.Prefect;

/// <summary>So many texts, and so many UTF-16 units of all of them, whatever a sender sends.</summary>
/// <param name="most">Texts at the most.</param>
/// <param name="units">Units of names and values together.</param>
internal sealed class TextBudget(int most, int units)
{
    /// <summary>Names and values, printable, each name once; what is beyond the budget is left out.</summary>
    public IEnumerable<(string Name, string Value)> Of(LabelSet texts, int longestName, int longestValue)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (name, value) in texts)
        {
            var shown = (
                Name: BoundedText.Printable(name, longestName), Value: BoundedText.Printable(value, longestValue));
            units -= shown.Name.Length + shown.Value.Length;
            if (units < 0 || names.Count == most)
            {
                yield break;
            }

            if (names.Add(shown.Name))
            {
                yield return shown;
            }
        }
    }
}
