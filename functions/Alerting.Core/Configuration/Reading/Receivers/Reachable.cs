using Alerting.Core.Configuration.Reading.Schemas;

namespace Alerting.Core.Configuration.Reading.Receivers;

/// <summary>What loads, but cannot be sent or not as it was meant.</summary>
internal static class Reachable
{
    /// <summary>Warns of a URL that Alertmanager loads and that nothing can be sent to.</summary>
    public static void WarnOf(Section own, string key)
    {
        var url = own.Text(key);
        if (url == Urls.Placeholder)
        {
            own.At(key).Warn("a placeholder, not a URL: nothing can be sent to it");
        }
        else if (url.Length > 0 && !Urls.IsTemplate(url) && !Uri.TryCreate(url, UriKind.Absolute, out _))
        {
            own.At(key).Warn("not a URL that can be called: nothing can be sent to it");
        }
    }

    /// <summary>Warns of what is not built, and names it; null when there is none of it.</summary>
    /// <param name="own">The element.</param>
    /// <param name="candidates">The key that asks for it, null when it is not asked for; and what it is.</param>
    public static string? Refuse(Section own, params (string? Key, string What)[] candidates)
    {
        var asked = candidates.Where(candidate => candidate.Key is not null).ToArray();
        foreach (var (key, what) in asked)
        {
            own.At(key!).Warn($"not built yet: {what}; its notices end as refused");
        }

        return asked.Length == 0 ? null : string.Join(", ", asked.Select(one => one.What));
    }
}
