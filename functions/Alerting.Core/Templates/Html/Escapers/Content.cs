using Alerting.Core.Templates.Values;

namespace Alerting.Core.Templates.Html.Escapers;

/// <summary>A value as it is printed.</summary>
/// <param name="Text">What is printed; may be empty.</param>
/// <param name="Kind">As what its template calls it safe; null for nearly all.</param>
internal readonly record struct Content(string Text, SafeKind? Kind);
