using System.Globalization;

namespace Alerting.Adapters.Channels.Email.Smtp;

/// <summary>What a server answered to one command.</summary>
/// <param name="Code">200 to 599.</param>
/// <param name="Lines">The texts of its lines, without the code; at least one.</param>
internal sealed record SmtpReply(int Code, IReadOnlyList<string> Lines)
{
    /// <summary>Any 2xx.</summary>
    public bool IsPositive => Code is >= 200 and < 300;

    /// <summary>Code and words, on one line.</summary>
    public string Text =>
        string.Create(CultureInfo.InvariantCulture, $"{Code} {string.Join(' ', Lines)}").TrimEnd();

    /// <summary>Whether a line is one of a reply, and whether others follow it (RFC 5321, 4.2).</summary>
    public static bool TryLine(string line, out int code, out bool goesOn)
    {
        (code, goesOn) = (0, line.Length > 3 && line[3] == '-');
        return line.Length >= 3 && (line.Length == 3 || line[3] is ' ' or '-')
            && int.TryParse(line.AsSpan(0, 3), NumberStyles.None, CultureInfo.InvariantCulture, out code)
            && code is >= 200 and <= 599;
    }
}
