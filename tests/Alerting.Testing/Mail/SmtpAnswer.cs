namespace Alerting.Testing.Mail;

/// <summary>What a stand-in of a mail server says to one command, and what it does then.</summary>
/// <param name="Text">Sent as it is; empty for nothing.</param>
/// <param name="Then">What follows.</param>
public sealed record SmtpAnswer(string Text, SmtpThen Then = SmtpThen.GoOn)
{
    /// <summary>One line.</summary>
    public static SmtpAnswer Line(string line) => new(line + "\r\n");

    /// <summary>The last line of a connection.</summary>
    public static SmtpAnswer Last(string line) => new(line + "\r\n", SmtpThen.Close);

    /// <summary>Lines of a reply without an end.</summary>
    public static SmtpAnswer Endless(string line) => new(line, SmtpThen.Repeat);

    /// <summary>The connection is closed without a word.</summary>
    public static SmtpAnswer Close { get; } = new("", SmtpThen.Close);

    /// <summary>Nothing more is said, and the connection stays.</summary>
    public static SmtpAnswer Silence { get; } = new("", SmtpThen.Stall);
}

/// <summary>What a stand-in does after it has said something.</summary>
public enum SmtpThen
{
    /// <summary>Waits for the next command.</summary>
    GoOn,

    /// <summary>Closes the connection.</summary>
    Close,

    /// <summary>Says nothing until the client leaves.</summary>
    Stall,

    /// <summary>Says the same again until the client leaves.</summary>
    Repeat,
}
