namespace Alerting.Core.Desks;

/// <summary>Who claims, and whose claims are known to be those of a process that is gone.</summary>
/// <param name="Id">Unlike that of any other process or run.</param>
/// <param name="IsAlone"> True when no other process can use the store (the embedded one is locked): then every claim
/// of another holder was left behind by a process that has died. </param>
public sealed record SenderIdentity(string Id, bool IsAlone)
{
    /// <summary>Whether the holder of a claim can no longer be at work.</summary>
    public bool IsGone(string holder) => IsAlone && !string.Equals(holder, Id, StringComparison.Ordinal);
}
