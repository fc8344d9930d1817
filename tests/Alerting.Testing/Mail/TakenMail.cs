namespace Alerting.Testing.Mail;

/// <summary>A mail that a stand-in has taken.</summary>
/// <param name="From">The envelope's sender.</param>
/// <param name="To">The envelope's recipients.</param>
/// <param name="Content">The bytes, with single dots.</param>
/// <param name="IsTls">Whether it came encrypted.</param>
/// <param name="User">Who sent it; null: anybody.</param>
/// <param name="Connection">Which connection it came by, from 0.</param>
public sealed record TakenMail(
    string From, IReadOnlyList<string> To, ReadOnlyMemory<byte> Content, bool IsTls, string? User, int Connection)
{
    /// <summary>Parameters of <c>MAIL FROM</c>.</summary>
    public string Parameters { get; init; } = "";

    /// <summary>As read strictly.</summary>
    public MimePart Parsed => MimePart.Parse(Content.Span);
}
