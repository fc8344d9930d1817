using System.Collections.Frozen;

namespace Alerting.Core.Templates.Html.Transitions.Markup;

/// <summary>Types that a script may name.</summary>
internal static class ScriptTypes
{
    private static readonly FrozenSet<string> Js = ("application/ecmascript application/javascript application/json "
        + "application/ld+json application/x-ecmascript application/x-javascript module text/ecmascript "
        + "text/javascript text/javascript1.0 text/javascript1.1 text/javascript1.2 "
        + "text/javascript1.3 text/javascript1.4 "
        + "text/javascript1.5 text/jscript text/livescript text/x-ecmascript text/x-javascript")
        .Split(' ').Append("").ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Whether the content is a script or its data; with parameters, in whatever case.</summary>
    public static bool IsJs(ReadOnlySpan<char> type)
    {
        var decoded = References.Decoded(type);
        var end = decoded.IndexOf(';');
        return Js.Contains(decoded[..(end < 0 ? decoded.Length : end)].Trim().ToString().ToLowerInvariant());
    }
}
