namespace Alerting.Adapters.Channels.Http;

/// <summary>A URL that may be a template.</summary>
internal static class UrlTemplate
{
    private const string Open = "{{";
    private const string Close = "}}";
    private const int ShortestSecret = 4;

    /// <summary>Whether the text is a template.</summary>
    public static bool Is(string text) => text.Contains(Open, StringComparison.Ordinal);

    /// <summary>
    /// Whether what it renders to may have another host than the operator wrote: an action stands before the end of
    /// scheme, host and port. In doubt it may: a backslash, which some take for a slash, ends nothing.
    /// </summary>
    public static bool IsHostFromData(string text)
    {
        var action = text.IndexOf(Open, StringComparison.Ordinal);
        if (action < 0)
        {
            return false;
        }

        var start = text.IndexOf("://", StringComparison.Ordinal);
        var end = start < 0 ? -1 : text.AsSpan(start + 3).IndexOfAny('/', '?', '#');
        return end < 0 || action < start + 3 + end;
    }

    /// <summary>Words about a template without what of it stands outside its actions, which may be secret.</summary>
    public static string Hide(string template, string words)
    {
        // The texts between the actions: the first, and what follows each end.
        var outside = template.Split(Open).Select((part, place) => place == 0 ? part : After(part));
        var secrets = outside.SelectMany(part => part.Split('/', '?', '&', '=', '#', ':', '@').Append(part))
            .Where(part => part.Length >= ShortestSecret).OrderByDescending(part => part.Length);
        return secrets.Aggregate(words, (shown, secret) => shown.Replace(secret, "<secret>", StringComparison.Ordinal));
    }

    private static string After(string part)
    {
        var end = part.IndexOf(Close, StringComparison.Ordinal);
        return end < 0 ? "" : part[(end + Close.Length)..];
    }
}
