using Alerting.Core.Templates.Html.Contexts;

namespace Alerting.Core.Templates.Html.Transitions;

/// <summary>What a look at the front of a text gives.</summary>
/// <param name="Next">Where the rest of the text stands.</param>
/// <param name="Read">How much was looked at; 0 only when the state is another.</param>
internal readonly record struct Step(HtmlContext Next, int Read);
