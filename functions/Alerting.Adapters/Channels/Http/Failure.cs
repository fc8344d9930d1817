using System.Net.Sockets;
using System.Security.Authentication;
using Alerting.Core.Ports;

namespace Alerting.Adapters.Channels.Http;

/// <summary>
/// What a call without an answer proves. Before the request was written nothing happened at the vendor, whatever broke;
/// after that, anything may have. The messages are our own words: those of the exceptions may hold addresses.
/// </summary>
internal static class Failure
{
    public static Receipt Of(Exception broken, bool hasLeft, string target, CancellationToken deadline)
    {
        if (hasLeft)
        {
            return new Receipt.Unknown(Broke(broken, target, deadline));
        }

        if (Find<NotSentException>(broken) is { } known)
        {
            var why = $"nothing was sent to {target}: {known.Message}";
            return known.IsFinal ? new Receipt.Refused(why) : new Receipt.Deferred(why, null);
        }

        return deadline.IsCancellationRequested
            ? new Receipt.Deferred($"nothing was sent to {target}: the deadline of the call had passed", null)
            : new Receipt.Deferred($"nothing was sent to {target}: {Cause(broken)}", null);
    }

    private static string Broke(Exception broken, string target, CancellationToken deadline)
    {
        if (deadline.IsCancellationRequested)
        {
            return $"{target} did not answer before the deadline of the call";
        }

        return Find<HttpRequestException>(broken) is { HttpRequestError: HttpRequestError.ConfigurationLimitExceeded }
            ? $"{target} answered with more headers than are read"
            : $"the connection to {target} broke before it had answered";
    }

    private static string Cause(Exception broken) => broken switch
    {
        _ when Find<AuthenticationException>(broken) is not null => "its TLS handshake or certificate failed",
        _ when Find<SocketException>(broken) is { } socket => Cause(socket.SocketErrorCode),
        OperationCanceledException => "it did not accept a connection in time",
        _ => "no connection could be made",
    };

    /// <summary>Why no connection was made.</summary>
    public static string Cause(SocketError error) => error switch
    {
        SocketError.ConnectionRefused => "connection refused",
        SocketError.HostNotFound or SocketError.NoData => "its name has no address",
        SocketError.TryAgain => "its name could not be resolved",
        SocketError.HostUnreachable or SocketError.NetworkUnreachable => "no route to it",
        SocketError.TimedOut => "it did not accept a connection in time",
        _ => "no connection could be made",
    };

    private static T? Find<T>(Exception? exception) where T : Exception
    {
        for (; exception is not null; exception = exception.InnerException)
        {
            if (exception is T found)
            {
                return found;
            }
        }

        return null;
    }
}
