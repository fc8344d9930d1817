namespace Alerting.Core.Logs.Said;

/// <summary>Says what was gathered: pure, and bounded however much that is.</summary>
public static class ContextWriter
{
    /// <summary>What is said.</summary>
    public static LogContext Of(Material material) => new() { Sources = [.. material.Sources.Select(it => it.Report)] };
}
