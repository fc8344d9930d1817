using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using Alerting.Core.Ports;

namespace Alerting.Adapters.Channels.Email.Smtp;

/// <summary>
/// Authentication (RFC 4954): the first mechanism of the server's list that we have what it needs for, as Alertmanager
/// takes it. A password is never said in clear but to this machine.
/// </summary>
internal sealed class SmtpLogin(SmtpAccount account, SmtpWire wire)
{
    private const int Done = 235;
    private const int GoOn = 334;

    private bool IsPrivate => wire.IsTls || account.Host is "localhost" or "127.0.0.1" or "::1";

    /// <summary>Null once we are known, or need not be.</summary>
    /// <param name="offered">What the server's <c>AUTH</c> lists; null where it knows none.</param>
    /// <param name="deadline">Ends it.</param>
    public async Task<Receipt?> Run(string? offered, CancellationToken deadline)
    {
        if (account.Username.Length == 0)
        {
            return null;
        }

        var mechanisms = (offered ?? "").ToUpperInvariant().Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var reply = mechanisms.FirstOrDefault(IsUsable) switch
        {
            "CRAM-MD5" => await CramMd5(deadline),
            "PLAIN" => await Plain(deadline),
            "LOGIN" => await Login(deadline),
            _ => null,
        };
        return reply is null ? new Receipt.Refused($"nothing was sent: {Missing(mechanisms)}")
            : reply.Code == Done ? null
            : SmtpJudgement.Of(account, reply, Done);
    }

    private bool IsUsable(string mechanism) => mechanism switch
    {
        "CRAM-MD5" => account.CramSecret.Length > 0,
        "PLAIN" or "LOGIN" => account.Password.Length > 0 && IsPrivate,
        _ => false,
    };

    private string Missing(string[] mechanisms) =>
        mechanisms.Length == 0 ? $"{account.Shown} offers no authentication, and a user is configured"
        : !IsPrivate && mechanisms.Any(mechanism => mechanism is "PLAIN" or "LOGIN") && account.Password.Length > 0
            ? $"the password is not said to {account.Shown} without TLS"
        : $"{account.Shown} offers no authentication that the configuration has a secret for: "
            + account.Quote(string.Join(' ', mechanisms));

    private Task<SmtpReply> Plain(CancellationToken deadline) =>
        wire.Ask("AUTH PLAIN " + Base64(account.Plain), deadline);

    // The prompts are not read: all servers ask in this order, in words of their own.
    private async Task<SmtpReply> Login(CancellationToken deadline)
    {
        var reply = await wire.Ask("AUTH LOGIN", deadline);
        foreach (var answer in new[] { account.Username, account.Password })
        {
            if (reply.Code != GoOn)
            {
                break;
            }

            reply = await wire.Ask(Base64(answer), deadline);
        }

        return reply;
    }

    [SuppressMessage("Security", "CA5351", Justification = "RFC 2195 is made of it; Alertmanager offers it.")]
    private async Task<SmtpReply> CramMd5(CancellationToken deadline)
    {
        var challenge = await wire.Ask("AUTH CRAM-MD5", deadline);
        if (challenge.Code != GoOn)
        {
            return challenge;
        }

        var asked = new byte[challenge.Lines[0].Length];
        if (!Convert.TryFromBase64String(challenge.Lines[0], asked, out var length))
        {
            throw new InvalidDataException("a challenge that is not base64");
        }

        var digest = HMACMD5.HashData(Encoding.UTF8.GetBytes(account.CramSecret), asked.AsSpan(0, length));
        return await wire.Ask(Base64($"{account.Username} {Convert.ToHexStringLower(digest)}"), deadline);
    }

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}
