namespace Alerting.Core.Templates.Html.Contexts;

/// <summary>A <c>${…}</c> within a script's <c>`…`</c> that a piece stands in.</summary>
/// <param name="Braces">How many braces are open in it.</param>
/// <param name="Outer">The one that it stands in itself.</param>
internal sealed record Interpolation(int Braces, Interpolation? Outer)
{
    /// <summary>How deep they may nest.</summary>
    public const int DeepestAllowed = 32;

    /// <summary>Itself and those around it.</summary>
    public int Depth { get; } = 1 + (Outer?.Depth ?? 0);
}
