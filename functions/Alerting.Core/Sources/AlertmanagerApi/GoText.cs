using System.Text;
using System.Text.Json;
using Alerting.Core.Alerts;

namespace Alerting.Core.Sources.AlertmanagerApi;

/// <summary>Words and texts of JSON as Go's messages have them.</summary>
internal static class GoText
{
    /// <summary>Characters of a text that are told back to its sender.</summary>
    public const int LongestInMessage = 1000;

    /// <summary>How Go calls a kind when it is not the one expected.</summary>
    public static string Kind(JsonValueKind kind) => kind switch
    {
        JsonValueKind.Object => "object",
        JsonValueKind.Array => "array",
        JsonValueKind.String => "string",
        JsonValueKind.Number => "number",
        JsonValueKind.True or JsonValueKind.False => "bool",
        JsonValueKind.Null or JsonValueKind.Undefined => "null",
    };

    /// <summary>As <c>%q</c> prints it; after 1,000 characters cut, unlike there.</summary>
    public static string Quote(string text) => GoQuote.Append(new StringBuilder(), Short(text)).ToString();

    /// <summary>What of a text is told back to its sender.</summary>
    public static string Short(string text) =>
        text.Length <= LongestInMessage ? text : text[..LongestInMessage] + "…";
}
