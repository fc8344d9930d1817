using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace Alerting.Testing.Mail;

/// <summary>The stand-in's side of authentication: PLAIN, LOGIN and CRAM-MD5.</summary>
internal sealed class SmtpServerLogin(
    SmtpServerOptions options, SmtpLines lines, Func<string, Task> say, Action<string> blame)
{
    private const string Challenge = "<1896.697170952@postoffice.example.net>";

    /// <summary>Who has come in; null for nobody.</summary>
    public async Task<string?> Run(string command, CancellationToken stop)
    {
        var words = command.Split(' ');
        return words switch
        {
            ["AUTH", "PLAIN", var initial] => Plain(Text(initial)),
            ["AUTH", "LOGIN"] => Known(await Ask("Username:", stop), await Ask("Password:", stop)),
            ["AUTH", "CRAM-MD5"] => Cram(await Ask(Challenge, stop)),
            _ => Unknown(command),
        };
    }

    private string? Plain(string text) => text.Split('\0') is [_, var user, var secret] ? Known(user, secret) : null;

    [SuppressMessage("Security", "CA5351", Justification = "RFC 2195 is made of it.")]
    private string? Cram(string answer)
    {
        var (user, secret) = options.Login ?? ("", "");
        var digest = HMACMD5.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(Challenge));
        return answer == $"{user} {Convert.ToHexStringLower(digest)}" ? user : null;
    }

    private string? Known(string user, string secret) => options.Login == (user, secret) ? user : null;

    private string? Unknown(string command)
    {
        blame(command);
        return null;
    }

    private async Task<string> Ask(string question, CancellationToken stop)
    {
        await say("334 " + Convert.ToBase64String(Encoding.UTF8.GetBytes(question)));
        return Text(Encoding.ASCII.GetString(await lines.Read(blame, stop) ?? []));
    }

    private static string Text(string base64) => Encoding.UTF8.GetString(Convert.FromBase64String(base64));
}
