using System.Security.Cryptography;
using System.Text;

namespace Alerting.Core.Configuration;

/// <summary>
/// A secret of the configuration: its text, or the file that holds it, read each time it is used so that a rotation
/// needs no reload. Prints as <c>&lt;secret&gt;</c>, always.
/// </summary>
public sealed class Secret
{
    private readonly string? text;

    private Secret(string? text, string? file) => (this.text, File) = (text, file);

    /// <summary>The file, where the secret is in one.</summary>
    public string? File { get; }

    /// <summary>A secret written in the configuration.</summary>
    public static Secret Inline(string text) => new(text, null);

    /// <summary>A secret in a file; white space around it does not count.</summary>
    public static Secret FromFile(string path) => new(null, path);

    /// <summary>
    /// The secret itself. Throws <see cref="IOException"/> or <see cref="UnauthorizedAccessException"/> when the file
    /// cannot be read.
    /// </summary>
    public string Reveal(Func<string, string> readFile) => text ?? readFile(File!).Trim();

    /// <summary>
    /// A mark of the parts, 32 hex digits: equal parts have equal marks. Says nothing of a secret that has some length.
    /// </summary>
    /// <param name="parts">Each a <see cref="Secret"/>, a text or null.</param>
    public static string Mark(params ReadOnlySpan<object?> parts)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var part in parts)
        {
            var text = part is Secret secret ? secret.text ?? "file:" + secret.File : part as string;
            hash.AppendData(Encoding.UTF8.GetBytes(text + "\n"));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, 16));
    }

    /// <inheritdoc/>
    public override string ToString() => "<secret>";
}
