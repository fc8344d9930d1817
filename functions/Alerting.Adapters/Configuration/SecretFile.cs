using Alerting.Core.Alerts;

namespace Alerting.Adapters.Configuration;

/// <summary>
/// Where a configuration names a file that holds a secret (<c>*_file</c>): a path, or <c>env:ALERTING_SECRET_...</c>,
/// an environment variable. The prefix keeps a configuration from sending any other variable somewhere.
/// </summary>
public static class SecretFile
{
    private const string Scheme = "env:";
    private const string Prefix = "ALERTING_SECRET_";
    private const int LongestName = 300;

    /// <summary>Whether it is there now.</summary>
    public static bool Exists(string path) =>
        path.StartsWith(Scheme, StringComparison.Ordinal) ? Variable(path) is not null : File.Exists(path);

    /// <summary>
    /// Its text. Throws <see cref="IOException"/> when it cannot be read, whose message says on one line which file or
    /// variable that is, and what is wrong with it.
    /// </summary>
    public static string Read(string path)
    {
        if (path.StartsWith(Scheme, StringComparison.Ordinal))
        {
            return Variable(path) ?? throw new IOException(WhyNot(path[Scheme.Length..]));
        }

        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception absent) when (absent is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new IOException($"there is no file {Shown(path)}", absent);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            throw new IOException($"the file {Shown(path)} cannot be read", unreadable);
        }
    }

    private static string? Variable(string path) =>
        path[Scheme.Length..] is var name && IsOurs(name) && Environment.GetEnvironmentVariable(name) is { Length: > 0 }
            value && !IsUnresolved(value) ? value : null;

    private static bool IsOurs(string name) =>
        name.StartsWith(Prefix, StringComparison.Ordinal) && name.Length > Prefix.Length;

    private static string WhyNot(string name) =>
        !IsOurs(name) ? $"the environment variable {Shown(name)} is not read: its name has to begin with {Prefix}"
        : string.IsNullOrEmpty(Environment.GetEnvironmentVariable(name))
            ? $"the environment variable {Shown(name)} is not set"
        : $"the environment variable {Shown(name)} holds a Key Vault reference that was not resolved";

    private static string Shown(string name) => BoundedText.Printable(name, LongestName).Replace('\n', ' ');

    /// <summary>Whether a value is a Key Vault reference that App Service passed on as it stands.</summary>
    public static bool IsUnresolved(string value) =>
        value.StartsWith("@Microsoft.KeyVault(", StringComparison.OrdinalIgnoreCase);
}
