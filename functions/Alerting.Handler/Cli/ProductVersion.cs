using System.Reflection;

namespace Alerting.Handler.Cli;

/// <summary>The version that was built, with the commit where it is known.</summary>
internal static class ProductVersion
{
    public static string Text { get; } = typeof(ProductVersion).Assembly
        .GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";
}
