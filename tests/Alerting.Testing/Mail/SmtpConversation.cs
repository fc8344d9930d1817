using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Alerting.Testing.Mail;

/// <summary>One connection to the stand-in of a mail server.</summary>
internal sealed partial class SmtpConversation(SmtpServer server, Stream stream, int number) : IDisposable
{
    private const int LongestCommand = 510;
    private const int LongestLine = 998;

    private readonly SmtpLines lines = new(stream);
    private readonly SmtpServerOptions options = server.Options;
    private readonly List<string> to = [];
    private bool isGreeted;
    private string? from;
    private string parameters = "";
    private string? user;

    public async Task Run(CancellationToken stop)
    {
        if (options.ImplicitTls)
        {
            await lines.Encrypt(options, stop);
        }

        var goesOn = await Say("", "220 mail.example.com ready", stop);
        while (goesOn && await lines.Read(server.Blame, stop) is { } line)
        {
            var command = Encoding.UTF8.GetString(line);
            if (line.Length > LongestCommand && !command.StartsWith("AUTH", StringComparison.Ordinal))
            {
                server.Blame($"a command of {line.Length} bytes");
            }

            goesOn = await Answer(command, stop);
        }
    }

    public void Dispose() => lines.Dispose();

    private Task<bool> Answer(string command, CancellationToken stop) => command.Split(' ')[0] switch
    {
        "EHLO" => Hello(command, stop),
        "HELO" => Hello(command, stop),
        "STARTTLS" => StartTls(command, stop),
        "AUTH" => Login(command, stop),
        "MAIL" => Mail(command, stop),
        "RCPT" => Recipient(command, stop),
        "DATA" => Data(command, stop),
        "RSET" => Reset(command, stop),
        "QUIT" => Say(command, "221 bye", stop),
        _ => Wrong(command, "500 no such command", stop),
    };

    private Task<bool> Hello(string command, CancellationToken stop)
    {
        isGreeted = true;
        Clear();
        var offered = lines.IsTls ? options.ExtensionsOverTls ?? options.Extensions : options.Extensions;
        string[] all =
        [
            "mail.example.com", .. offered,
            .. options.Certificate is not null && !lines.IsTls ? new[] { "STARTTLS" } : [],
        ];
        return command[0] == 'H'
            ? Say(command, "250 mail.example.com", stop)
            : Say(command, string.Join("\r\n", all.Select((it, i) => (i + 1 < all.Length ? "250-" : "250 ") + it)), stop);
    }

    private async Task<bool> StartTls(string command, CancellationToken stop)
    {
        if (options.Certificate is null || lines.IsTls)
        {
            return await Wrong(command, "502 no TLS here", stop);
        }

        if (!await Say(command, "220 go ahead", stop))
        {
            return false;
        }

        await lines.Encrypt(options, stop);
        isGreeted = false;
        return true;
    }

    private async Task<bool> Login(string command, CancellationToken stop)
    {
        server.NoteLogin(command);
        var login = new SmtpServerLogin(options, lines, text => lines.Write(text + "\r\n", stop), server.Blame);
        user = await login.Run(command, stop);
        return await Say("AUTH", user is null ? "535 5.7.8 who are you" : "235 2.7.0 welcome", stop);
    }

    private Task<bool> Mail(string command, CancellationToken stop)
    {
        if (From().Match(command) is not { Success: true } match || !isGreeted || from is not null)
        {
            return Wrong(command, "503 out of turn", stop);
        }

        if (options.Login is not null && user is null && !options.TakesAnonymous)
        {
            return Say(command, "530 5.7.0 authentication required", stop);
        }

        (from, parameters) = (match.Groups[1].Value, match.Groups[2].Value);
        return Say(command, "250 2.1.0 ok", stop);
    }

    private async Task<bool> Recipient(string command, CancellationToken stop)
    {
        if (To().Match(command) is not { Success: true } match || from is null)
        {
            return await Wrong(command, "503 out of turn", stop);
        }

        var answer = options.Instead(command) ?? SmtpAnswer.Line("250 2.1.5 ok");
        if (answer.Text.StartsWith('2'))
        {
            to.Add(match.Groups[1].Value);
        }

        return await Say(command, answer, stop);
    }

    private async Task<bool> Data(string command, CancellationToken stop)
    {
        if (to.Count == 0)
        {
            return await Wrong(command, "503 out of turn", stop);
        }

        var answer = options.Instead(command) ?? SmtpAnswer.Line("354 go ahead");
        var goesOn = await Say(command, answer, stop);
        return goesOn && answer.Text.StartsWith('3') ? await Content(stop) : goesOn;
    }

    private async Task<bool> Content(CancellationToken stop)
    {
        var content = new MemoryStream();
        while (await lines.Read(server.Blame, stop) is { } line)
        {
            if (line is [(byte)'.'])
            {
                return await Taken(content, stop);
            }

            if (line.Length > LongestLine)
            {
                server.Blame($"a line of {line.Length} bytes");
            }

            if (line is [(byte)'.', not (byte)'.', ..])
            {
                server.Blame("a dot that is not doubled");
            }

            content.Write(line.AsSpan(line is [(byte)'.', ..] ? 1 : 0));
            content.Write("\r\n"u8);
            if (content.Length > options.ClosesInMail)
            {
                return false;
            }
        }

        return false;
    }

    private async Task<bool> Taken(MemoryStream content, CancellationToken stop)
    {
        var answer = options.Instead(".") ?? SmtpAnswer.Line("250 2.0.0 queued");
        if (answer.Text.StartsWith('2'))
        {
            server.Take(new(from!, [.. to], content.ToArray(), lines.IsTls, user, number) { Parameters = parameters });
        }

        Clear();
        return await Say(".", answer, stop);
    }

    private Task<bool> Reset(string command, CancellationToken stop)
    {
        Clear();
        return Say(command, "250 2.0.0 ok", stop);
    }

    private Task<bool> Wrong(string command, string answer, CancellationToken stop)
    {
        server.Blame(string.Create(CultureInfo.InvariantCulture, $"{command}: {answer}"));
        return Say(command, answer, stop);
    }

    private Task<bool> Say(string command, string usual, CancellationToken stop) =>
        Say(command, options.Instead(command) ?? SmtpAnswer.Line(usual), stop);

    private async Task<bool> Say(string command, SmtpAnswer answer, CancellationToken stop)
    {
        server.Note(command);
        await lines.Write(answer.Text, stop);
        while (answer.Then == SmtpThen.Repeat)
        {
            await lines.Write(answer.Text, stop);
        }

        while (answer.Then == SmtpThen.Stall && await lines.Unit(stop) is not null)
        {
            // Listens on, and says nothing.
        }

        return answer.Then == SmtpThen.GoOn && command != "QUIT";
    }

    private void Clear()
    {
        (from, parameters) = (null, "");
        to.Clear();
    }

    [GeneratedRegex("^MAIL FROM:<([^<> ]*)>( .*)?$")]
    private static partial Regex From();

    [GeneratedRegex("^RCPT TO:<([^<>]+)>$")]
    private static partial Regex To();
}
