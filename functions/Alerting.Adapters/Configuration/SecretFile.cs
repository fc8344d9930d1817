namespace Alerting.Adapters.Configuration;

/// <summary>
/// Where a configuration names a file that holds a secret (<c>*_file</c>): a path, or <c>env:ALERTING_SECRET_...</c>,
/// an environment variable. The prefix keeps a configuration from sending any other variable somewhere.
/// </summary>
public static class SecretFile
{
    private const string Scheme = "env:";
    private const string Prefix = "ALERTING_SECRET_";

    /// <summary>Whether it is there now.</summary>
    public static bool Exists(string path) =>
        path.StartsWith(Scheme, StringComparison.Ordinal) ? Variable(path) is not null : File.Exists(path);

    /// <summary>
    /// Its text. Throws <see cref="IOException"/> or <see cref="UnauthorizedAccessException"/> when it cannot be read.
    /// </summary>
    public static string Read(string path) =>
        !path.StartsWith(Scheme, StringComparison.Ordinal)
            ? File.ReadAllText(path)
            : Variable(path) ?? throw new FileNotFoundException(
                $"no environment variable {path[Scheme.Length..]}, or a reference that was not resolved");

    private static string? Variable(string path)
    {
        var name = path[Scheme.Length..];
        return name.StartsWith(Prefix, StringComparison.Ordinal) && name.Length > Prefix.Length
            && Environment.GetEnvironmentVariable(name) is { Length: > 0 } value && !IsUnresolved(value) ? value : null;
    }

    /// <summary>Whether a value is a Key Vault reference that App Service passed on as it stands.</summary>
    public static bool IsUnresolved(string value) =>
        value.StartsWith("@Microsoft.KeyVault(", StringComparison.OrdinalIgnoreCase);
}
