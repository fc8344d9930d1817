using System.Security.Cryptography;
using System.Text;

namespace Alerting.Core.Configuration.Addresses;

/// <summary>Somebody who writes or is written to (RFC 5322, 3.4).</summary>
/// <param name="Name">What people call it; may be empty; any Unicode without control characters.</param>
/// <param name="Local">Before the <c>@</c>, without quotes: 1 to 64 bytes, no control characters.</param>
/// <param name="Domain">Behind it, as ASCII and in lower case, or an address literal in brackets.</param>
public sealed record Mailbox(string Name, string Local, string Domain)
{
    private const string AtomMarks = "!#$%&'*+-/=?^_`{|}~";

    /// <summary>As it stands on the wire, such as <c>a@example.com</c> or <c>"a b"@example.com</c>.</summary>
    public string Address => $"{(IsDotAtom(Local) ? Local : Quoted(Local))}@{Domain}";

    /// <summary>Whether only a server that speaks SMTPUTF8 (RFC 6531) can take it.</summary>
    public bool NeedsUtf8 => !Ascii.IsValid(Local);

    /// <summary>For logs and receipts: tells who is meant to whoever knows them.</summary>
    public string Masked => $"{Local.EnumerateRunes().First()}***@{Domain}";

    /// <summary>12 hex digits that are the same for the same address.</summary>
    public string Mark => Convert.ToHexStringLower(
        SHA256.HashData(Encoding.UTF8.GetBytes(Address.ToLowerInvariant())).AsSpan(0, 6));

    /// <summary>Whether a text may stand without quotes before the <c>@</c>, letters beyond ASCII among it.</summary>
    public static bool IsDotAtom(string text) =>
        text.Split('.').All(atom => atom.Length > 0 && atom.EnumerateRunes().All(IsAtomCharacter));

    /// <summary>RFC 5322's <c>atext</c>, and with RFC 6532 all beyond ASCII.</summary>
    public static bool IsAtomCharacter(Rune rune) => rune.IsAscii
        ? Rune.IsLetterOrDigit(rune) || AtomMarks.Contains((char)rune.Value, StringComparison.Ordinal)
        : !Rune.IsControl(rune) && !Rune.IsWhiteSpace(rune) && rune != Rune.ReplacementChar;

    /// <summary>A quoted string of RFC 5322, 3.2.4.</summary>
    public static string Quoted(string text) =>
        $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
}
