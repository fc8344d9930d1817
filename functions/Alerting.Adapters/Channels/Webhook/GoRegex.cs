using System.Text;

namespace Alerting.Adapters.Channels.Webhook;

/// <summary>Go's <c>regexp.QuoteMeta</c>, which Alertmanager's webhook puts on receiver names.</summary>
internal static class GoRegex
{
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
