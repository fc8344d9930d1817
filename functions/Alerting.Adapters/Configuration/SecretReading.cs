using Alerting.Core.Configuration;

namespace Alerting.Adapters.Configuration;

/// <summary>Secrets of a configuration as they are now.</summary>
internal static class SecretReading
{
    /// <summary>
    /// The secret itself. Throws <see cref="IOException"/> when its file cannot be read; the message names key, file
    /// and trouble on one line, never what the file holds.
    /// </summary>
    /// <param name="secret">The secret.</param>
    /// <param name="key">The key of the configuration that names the file, such as <c>api_key_file</c>.</param>
    public static string RevealAs(this Secret secret, string key) => secret.Reveal(path =>
    {
        try
        {
            return SecretFile.Read(path);
        }
        catch (IOException unread)
        {
            throw new IOException($"{key}: {unread.Message}", unread);
        }
    });
}
