namespace Alerting.Testing.Functions;

/// <summary>What the HTTP side has to know.</summary>
/// <param name="RoutePrefix">Before each route; may be empty.</param>
/// <param name="Settings">App settings.</param>
/// <param name="Client">The way to the handler.</param>
/// <param name="Record">Where problems go.</param>
/// <param name="Envelopes">Names of the functions that are called with envelopes, whatever the case.</param>
/// <param name="IsDown">Whether no handler will answer.</param>
/// <param name="AsksForKeys">Core Tools do not.</param>
/// <param name="Key">Opens functions of the level function.</param>
/// <param name="MasterKey">Opens all.</param>
internal sealed record HttpFrontRules(
    string RoutePrefix,
    AppSettings Settings,
    HandlerClient Client,
    HostRecord Record,
    IReadOnlySet<string> Envelopes,
    Func<bool> IsDown,
    bool AsksForKeys,
    string Key,
    string MasterKey);
