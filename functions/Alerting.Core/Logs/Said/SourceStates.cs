namespace Alerting.Core.Logs.Said;

/// <summary>States of sources as words.</summary>
public static class SourceStates
{
    /// <summary>The word used in JSON, templates and messages.</summary>
    public static string ToText(this SourceState state) => state switch
    {
        SourceState.Answered => "answered",
        SourceState.Partial => "partial",
        SourceState.Late => "late",
        SourceState.Failed => "failed",
        SourceState.Skipped => "skipped",
    };

    /// <summary>The state of a word; of one that a later version may have written: it answered.</summary>
    public static SourceState Parse(string text) =>
        Array.Find(Enum.GetValues<SourceState>(), state => state.ToText() == text);
}
