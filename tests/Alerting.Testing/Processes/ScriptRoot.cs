using System.Reflection;

namespace Alerting.Testing.Processes;

/// <summary>Where the build lays out what the Functions host starts.</summary>
public static class ScriptRoot
{
    /// <summary>The folder; baked in by the build.</summary>
    public static string Folder { get; } = typeof(ScriptRoot).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>().Single(pair => pair.Key == "ScriptRoot").Value!;

    /// <summary>The executable in it.</summary>
    public static string Executable => Path.Combine(Folder, OperatingSystem.IsWindows() ? "alerting.exe" : "alerting");
}
