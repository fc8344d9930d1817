using System.Globalization;

namespace Alerting.Adapters.Channels.Email.Smtp;

/// <summary>The port of a <c>smarthost</c>, which may be the name of a service, as Go's dialer takes it.</summary>
internal static class SmtpPort
{
    /// <summary>1 to 65535; null for what is none.</summary>
    public static int? Of(string port) => port.ToLowerInvariant() switch
    {
        "smtp" or "mail" => 25,
        "submission" => 587,
        "submissions" or "smtps" or "ssmtp" or "urd" => 465,
        _ => int.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number is > 0 and <= ushort.MaxValue
                ? number
                : null,
    };
}
