using System.Text.RegularExpressions;

namespace Alerting.Adapters.Channels.Email;

/// <summary>Foreign text without the addresses in it: who is told of alerts is nobody else's business.</summary>
internal static partial class MaskedText
{
    /// <summary>The text with of each address but its first letter and its domain, such as
    /// <c>a***@example.com</c>.</summary>
    public static string Of(string text) => Address().Replace(text, "$1***@");

    [GeneratedRegex("([^\\s<>()\\[\\]:;,\"'@])[^\\s<>()\\[\\]:;,\"'@]*@", RegexOptions.NonBacktracking)]
    private static partial Regex Address();
}
