using Alerting.Core.Configuration.Addresses;
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

    /// <summary>
    /// Warns of lists that mail cannot be sent to as they stand: nobody in them, or an entry that is no address. What a
    /// template makes is looked at when it is sent.
    /// </summary>
    public static void WarnOfRecipients(Section own, params ReadOnlySpan<string> keys)
    {
        foreach (var key in keys)
        {
            if (Written(own, key) is { } list && (list.Boxes.IsEmpty || list.Invalid > 0))
            {
                own.At(key).Warn(
                    "not a mail address: expected name@example.com, several with commas between them"
                    + Semicolon(own.Text(key)));
            }
        }
    }

    /// <summary>Warns of a sender that is not exactly one mail address; a template's is looked at later.</summary>
    public static void WarnOfSender(Section own, string key)
    {
        if (Written(own, key) is { } list && (list.Boxes.Length != 1 || list.Invalid > 0))
        {
            own.At(key).Warn("not one mail address: expected name@example.com" + Semicolon(own.Text(key)));
        }
    }

    private static MailboxList? Written(Section own, string key) =>
        own.Text(key) is { Length: > 0 } text && !Urls.IsTemplate(text) ? MailboxList.Parse(text) : null;

    private static string Semicolon(string text) =>
        text.Contains(';', StringComparison.Ordinal) ? "; a semicolon does not separate addresses, a comma does" : "";
}
