using System.Text;
using System.Text.Json;
using Alerting.Core.Alerts;

namespace Alerting.Core.Sources;

/// <summary>Reads JSON that a stranger sent: text that is not Unicode is a value, not an exception.</summary>
internal static class JsonRead
{
    /// <summary>Why text was not readable.</summary>
    public const string NotUnicode = "expected valid Unicode: the text has invalid UTF-8 or an unpaired surrogate";

    private const int LongestNameInPath = 100;

    /// <summary>The text of a string element; false when its bytes or escapes are not Unicode.</summary>
    public static bool TryText(JsonElement element, out string text)
    {
        try
        {
            text = element.GetString() ?? "";
            return true;
        }
        catch (InvalidOperationException)
        {
            text = "";
            return false;
        }
    }

    /// <summary>The name of a member; false when it is not Unicode.</summary>
    public static bool TryName(JsonProperty member, out string name)
    {
        try
        {
            name = member.Name;
            return true;
        }
        catch (InvalidOperationException)
        {
            name = "";
            return false;
        }
    }

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

        var shown = name.Length <= LongestNameInPath ? name : name[..LongestNameInPath] + "…";
        return GoQuote.Append(new StringBuilder("["), shown).Append(']').ToString();
    }
}
