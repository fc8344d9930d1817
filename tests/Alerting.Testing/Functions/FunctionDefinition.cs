namespace Alerting.Testing.Functions;

/// <summary>One folder with a <c>function.json</c> that the host takes.</summary>
/// <param name="Name">The folder's name.</param>
/// <param name="Trigger">What it is called by.</param>
/// <param name="IsHttpInAndOut">
/// Exactly one HTTP trigger in and one HTTP answer out: only then are requests forwarded.
/// </param>
/// <param name="IsDisabled">By the file or by an app setting.</param>
internal sealed record FunctionDefinition(
    string Name, FunctionTrigger Trigger, bool IsHttpInAndOut, bool IsDisabled);

/// <summary>What calls a function.</summary>
/// <param name="Binding">Name of the binding, under which the payload carries the data.</param>
internal abstract record FunctionTrigger(string Binding)
{
    /// <summary>A request.</summary>
    /// <param name="Binding">Name of the binding.</param>
    /// <param name="Route">Without the prefix.</param>
    /// <param name="Methods">In capitals; empty: all.</param>
    /// <param name="AuthLevel">anonymous, function or admin.</param>
    internal sealed record Http(string Binding, string Route, IReadOnlyList<string> Methods, string AuthLevel)
        : FunctionTrigger(Binding);

    /// <summary>The clock.</summary>
    /// <param name="Binding">Name of the binding.</param>
    /// <param name="Schedule">When.</param>
    /// <param name="RunsOnStartup">Once at each start too.</param>
    /// <param name="IsMonitored">Whether the host remembers the last run.</param>
    internal sealed record Timer(string Binding, TimerSchedule Schedule, bool RunsOnStartup, bool IsMonitored)
        : FunctionTrigger(Binding);

    /// <summary>A message.</summary>
    /// <param name="Binding">Name of the binding.</param>
    /// <param name="Name">The queue.</param>
    /// <param name="IsBinary">Base64 and no leak of the body into the metadata.</param>
    internal sealed record Queue(string Binding, string Name, bool IsBinary) : FunctionTrigger(Binding);
}
