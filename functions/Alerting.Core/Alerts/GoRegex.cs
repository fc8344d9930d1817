using System.Text;

namespace Alerting.Core.Alerts;

/// <summary>Go's <c>regexp.QuoteMeta</c>, which Alertmanager puts on receiver names in what it sends.</summary>
public static class GoRegex
{
    /// <summary>The text with a backslash before each character that a regular expression would read.</summary>
    public static string QuoteMeta(string text)
    {
        var quoted = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (@"\.+*?()|[]{}^$".Contains(c, StringComparison.Ordinal))
            {
                quoted.Append('\\');
            }

            quoted.Append(c);
        }

        return quoted.ToString();
    }
}
