using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Alerting.Core.Configuration.Integrations;
using Alerting.Core.Ports;

namespace Alerting.Adapters.Channels.Email.Letters;

/// <summary>
/// The message that the mails of a group answer to, so that readers are shown them together. It is never sent itself:
/// what a relay makes of the id of the first mail then does not matter.
/// </summary>
internal static class LetterThread
{
    private const int LongestId = 400;

    /// <summary>
    /// The id of that message: one for each time that the group is in trouble, or Alertmanager's where its threads are
    /// asked for.
    /// </summary>
    /// <param name="notification">The notice.</param>
    /// <param name="threading">Alertmanager's threads; null: ours.</param>
    /// <param name="domain">Of whom it is from.</param>
    public static string Root(Notification notification, EmailThreading? threading, string domain)
    {
        var group = Convert.ToHexStringLower(
            SHA256.HashData(Encoding.UTF8.GetBytes(notification.Identity)).AsSpan(0, 8));
        if (threading is not null)
        {
            var day = threading.IsDaily
                ? notification.DecidedAt.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)
                : "";
            return $"<alert-{group}-{day}@alertmanager>";
        }

        // The reference of a mail begins with its root.
        return notification.Earlier?.Split(' ')[0] is { } earlier && IsMessageId(earlier)
            ? earlier
            : $"<alert-{group}-{Number(notification.NoticeId)}@{domain}>";
    }

    private static bool IsMessageId(string text) => text.Length is > 4 and <= LongestId
        && text[0] == '<' && text[^1] == '>'
        && text[1..^1] is var id && id.Count(c => c == '@') == 1 && !id.StartsWith('@') && !id.EndsWith('@')
        && id.All(c => c is > ' ' and <= '~' and not ('<' or '>'));

    // The number of a notice tells it from all others of its integration; two integrations of a group are two threads.
    private static string Number(string notice) =>
        notice.Replace('[', '_').Replace("]", "", StringComparison.Ordinal).Split('.', 2)[^1];
}
