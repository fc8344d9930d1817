using Alerting.Core.Alerts;
using Alerting.Core.Configuration.Yaml;

namespace Alerting.Core.Configuration.Reading.Schemas;

/// <summary><c>host:port</c>, in the words of Go's net.SplitHostPort.</summary>
internal static class HostPorts
{
    /// <summary>The text; null when it is no address. The empty text passes.</summary>
    public static string? Read(YamlValue value)
    {
        if (value.AsText() is not { } text)
        {
            return null;
        }

        var problem = text.Length == 0 ? null : ProblemOf(text);
        if (problem is not null)
        {
            value.ErrorOnValue(problem);
        }

        return problem is null ? text : null;
    }

    /// <summary>Host, without brackets, and port of an address that was read; both empty for the empty text.</summary>
    public static (string Host, string Port) Split(string text)
    {
        var colon = text.LastIndexOf(':');
        return colon < 0 ? ("", "") : (text[..colon].TrimStart('[').TrimEnd(']'), text[(colon + 1)..]);
    }

    private static string? ProblemOf(string text)
    {
        var colon = text.LastIndexOf(':');
        if (colon < 0)
        {
            return $"address {text}: missing port in address";
        }

        var host = text[..colon];
        var problem = text[0] == '[' ? ProblemOfBracketed(text, colon)
            : host.Contains(':', StringComparison.Ordinal) ? "too many colons in address"
            : ProblemOfBrackets(text, from: 0);
        if (problem is not null)
        {
            return $"address {text}: {problem}";
        }

        return colon == text.Length - 1 ? $"address {GoQuote.Append(new(), text)}: port cannot be empty" : null;
    }

    private static string? ProblemOfBracketed(string text, int colon)
    {
        var end = text.IndexOf(']', StringComparison.Ordinal);
        if (end < 0)
        {
            return "missing ']' in address";
        }

        if (end + 1 != colon)
        {
            return end + 1 < text.Length && text[end + 1] == ':'
                ? "too many colons in address"
                : "missing port in address";
        }

        return text.IndexOf('[', 1) >= 0 ? "unexpected '[' in address" : ProblemOfBrackets(text, end + 1);
    }

    private static string? ProblemOfBrackets(string text, int from)
    {
        if (text.IndexOf('[', from) >= 0)
        {
            return "unexpected '[' in address";
        }

        return text.IndexOf(']', from) >= 0 ? "unexpected ']' in address" : null;
    }
}
