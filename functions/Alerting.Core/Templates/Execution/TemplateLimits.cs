namespace Alerting.Core.Templates.Execution;

/// <summary>What a rendering may use at most; more than that is a <see cref="TemplateException"/>.</summary>
internal sealed record TemplateLimits
{
    /// <summary>The usual ones.</summary>
    public static TemplateLimits Default { get; } = new();

    /// <summary>Characters of output, and of each text that a function makes.</summary>
    public int Characters { get; init; } = 1 << 20;

    /// <summary>
    /// Steps: one for each node that is executed, and one for every 16 characters that a function takes or makes.
    /// </summary>
    public int Steps { get; init; } = 5_000_000;

    /// <summary>Templates that invoke each other.</summary>
    public int Depth { get; init; } = 100;
}
