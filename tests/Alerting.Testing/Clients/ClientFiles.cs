using System.Reflection;

namespace Alerting.Testing.Clients;

/// <summary>What jobs report with, where it lies in the repository.</summary>
public static class ClientFiles
{
    /// <summary>The folder <c>clients</c>.</summary>
    public static string Folder { get; } = Path.Combine(
        typeof(ClientFiles).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .Single(pair => pair.Key == "Repository").Value!,
        "clients");

    /// <summary>The folder of <c>alerting.py</c>.</summary>
    public static string Python => Path.Combine(Folder, "python");

    /// <summary>The schema of a log record.</summary>
    public static string LogRecord => Path.Combine(Folder, "log-record.schema.json");

    /// <summary>The reference.</summary>
    public static string Readme => Path.Combine(Folder, "README.md");

    /// <summary>The shell wrapper.</summary>
    public static string Wrapper => Path.Combine(Folder, "alerting-run");
}
