namespace Alerting.Core.Templates.Values;

/// <summary>What a text is trusted to be in HTML.</summary>
internal enum SafeKind
{
    Html,
    Url,
}

/// <summary>A text that its template calls safe: Go's <c>template.HTML</c> and <c>template.URL</c>.</summary>
/// <param name="Kind">As what it is safe.</param>
/// <param name="Text">The text.</param>
internal sealed record SafeText(SafeKind Kind, string Text);
