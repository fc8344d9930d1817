using System.Text;
using System.Text.Json;
using Alerting.Core.Alerts;

namespace Alerting.Core.Sources;

/// <summary>Names and words of JSON that a stranger sent.</summary>
internal static class JsonRead
{
    private const int LongestNameInPath = 100;

    /// <summary>Whether the member has this name; one that is not Unicode has none that we know.</summary>
    public static bool IsNamed(JsonProperty member, ReadOnlySpan<byte> name)
    {
        try
        {
            return member.NameEquals(name);
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    /// <summary>The same of a name that was not written here.</summary>
    public static bool IsNamed(JsonProperty member, string name)
    {
        try
        {
            return member.NameEquals(name);
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    /// <summary>How a kind is called in a message.</summary>
    public static string Word(JsonValueKind kind) => kind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "an array",
        JsonValueKind.String => "a string",
        JsonValueKind.Number => "a number",
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        JsonValueKind.Null => "null",
        JsonValueKind.Undefined => "nothing",
    };

    /// <summary>A member as a JSON path goes on: <c>.name</c> or <c>["any name"]</c>, cut at 100 characters.</summary>
    public static string Step(string name)
    {
        var isPlain = name.Length is > 0 and <= LongestNameInPath
            && name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_');
        if (isPlain)
        {
            return "." + name;
        }

        return "[" + Quoted(name, LongestNameInPath) + "]";
    }

    /// <summary>A text in quotes for a message, cut at so many characters.</summary>
    public static string Quoted(string text, int most) =>
        GoQuote.Append(
            new StringBuilder(), text.Length <= most ? text : Groups.Text.Cut(text, most) + "…").ToString();
}
