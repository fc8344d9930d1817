using System.Globalization;
using System.Net.Sockets;
using Alerting.Adapters.Channels.Http;
using Alerting.Core.Ports;

namespace Alerting.Adapters.Channels.Email.Smtp;

/// <summary>
/// What an answer, or none, proves. RFC 5321, 4.2.1: 4yz may be tried again, 5yz not as it is. Before the dot that ends
/// a mail was sent nothing has happened; after it, until the answer, nobody knows.
/// </summary>
internal static class SmtpJudgement
{
    /// <summary>Of an answer that is not the one that lets us go on.</summary>
    public static Receipt Of(SmtpAccount account, SmtpReply reply, int expected)
    {
        var said = account.Said(reply);
        return reply.Code switch
        {
            >= 500 => new Receipt.Refused(said),
            >= 400 => new Receipt.Deferred(said, null),
            _ => new Receipt.Deferred(
                string.Create(CultureInfo.InvariantCulture, $"{said} ({expected} was expected)"), null),
        };
    }

    /// <summary>Whether an exception tells of the connection, not of a fault of ours.</summary>
    public static bool IsBreak(Exception exception) => exception is IOException or InvalidDataException
        or SocketException or OperationCanceledException;

    /// <summary>Of a connection that could not be made.</summary>
    public static Receipt NotOpened(SmtpAccount account, Exception broken, CancellationToken deadline) =>
        Failure.Of(broken, hasLeft: false, account.Shown, deadline);

    /// <summary>Of a connection that broke.</summary>
    /// <param name="account">Where to.</param>
    /// <param name="broken">How.</param>
    /// <param name="isUnderWay">Whether the dot may have left.</param>
    /// <param name="deadline">That of the attempt.</param>
    public static Receipt Broken(SmtpAccount account, Exception broken, bool isUnderWay, CancellationToken deadline)
    {
        if (broken is NotSentException)
        {
            return NotOpened(account, broken, deadline);
        }

        var what = deadline.IsCancellationRequested ? "did not answer before the deadline of the call"
            : broken is InvalidDataException ? "answered what is not SMTP"
            : "closed the connection";
        return isUnderWay
            ? new Receipt.Unknown($"{account.Shown} {what} after it had been given the mail")
            : new Receipt.Deferred($"{account.Shown} {what}; it had not been given the mail", null);
    }
}
