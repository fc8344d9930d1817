using System.Diagnostics.CodeAnalysis;
using Alerting.Adapters.Channels.Http;
using Alerting.Core.Ports;

namespace Alerting.Adapters.Channels;

/// <summary>Secrets may be files, and a file that cannot be read now may be there at the next attempt.</summary>
internal static class SecretTrial
{
    /// <summary>
    /// What is made of secrets; where one of them cannot be read now, the receipt of an attempt that is put
    /// back, and where they are nothing to send with, of one that is refused.
    /// </summary>
    public static bool TryMake<T>(
        Func<T> make, [NotNullWhen(true)] out T? made, [NotNullWhen(false)] out Receipt? fault)
        where T : notnull
    {
        try
        {
            (made, fault) = (make(), null);
            return true;
        }
        catch (NotSentException unfit) when (unfit.IsFinal)
        {
            (made, fault) = (default, new Receipt.Refused($"nothing was sent: {unfit.Message}"));
            return false;
        }
        catch (IOException unread)
        {
            (made, fault) = (default, new Receipt.Deferred($"nothing was sent: {unread.Message}", null));
            return false;
        }
    }
}
