using System.Globalization;
using System.Text.Json;
using Alerting.Core.Matching;
using Alerting.Core.Silences;

namespace Alerting.Core.Sources.AlertmanagerApi;

/// <summary>One matcher of a posted silence.</summary>
internal sealed class PostedMatcher
{
    private static readonly string[] Fields = ["isEqual", "isRegex", "name", "value"];

    private bool? isEqual;
    private bool? isRegex;
    private string? name;
    private string? value;

    /// <summary>Takes what an object says; what it does not say stays.</summary>
    public void Decode(JsonElement element, ref string? fault)
    {
        foreach (var member in element.EnumerateObject())
        {
            switch (GoMember.FieldOf(member, Fields))
            {
                case "isEqual":
                    GoMember.Truth("Matcher.matchers.isEqual", member.Value, ref isEqual, ref fault);
                    break;
                case "isRegex":
                    GoMember.Truth("Matcher.matchers.isRegex", member.Value, ref isRegex, ref fault);
                    break;
                case "name":
                    GoMember.Text("Matcher.matchers.name", member.Value, ref name, ref fault);
                    break;
                case "value":
                    GoMember.Text("Matcher.matchers.value", member.Value, ref value, ref fault);
                    break;
                default:
                    break;
            }
        }
    }

    /// <summary>What of the schema it breaks; null when nothing.</summary>
    public ApiFault? Breach(int index)
    {
        var path = string.Create(CultureInfo.InvariantCulture, $"matchers.{index}");
        return isRegex is null ? ApiFault.Missing(path + ".isRegex")
            : name is null ? ApiFault.Missing(path + ".name")
            : value is null ? ApiFault.Missing(path + ".value")
            : null;
    }

    /// <summary>The matcher; for one that breaks nothing.</summary>
    public DraftMatcher Draft() => new(
        name!,
        isRegex == true
            ? isEqual == false ? MatchOperator.NotMatches : MatchOperator.Matches
            : isEqual == false ? MatchOperator.NotEqual : MatchOperator.Equal,
        value!);
}
