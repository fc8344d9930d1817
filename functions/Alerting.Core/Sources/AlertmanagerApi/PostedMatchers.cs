using System.Collections.Immutable;
using System.Text.Json;
using Alerting.Core.Silences;

namespace Alerting.Core.Sources.AlertmanagerApi;

/// <summary>
/// The matchers of a posted silence. Go decodes a repeated list into the elements of the one before, also into those
/// that a shorter one between them has left out.
/// </summary>
internal sealed class PostedMatchers
{
    private const string Field = "Silence.matchers";

    private readonly List<PostedMatcher?> elements = [];
    private int count = -1;

    /// <summary>What of the schema they break; null when nothing.</summary>
    public ApiFault? Breach()
    {
        if (count < 0)
        {
            return ApiFault.Missing("matchers");
        }

        return count == 0 ? ApiFault.TooFew("matchers")
            : elements.Take(count)
                .Select((matcher, index) => matcher is null
                    ? ApiFault.Missing(FormattableString.Invariant($"matchers.{index}")) : matcher.Breach(index))
                .FirstOrDefault(breach => breach is not null);
    }

    /// <summary>The matchers, in their order; for those that break nothing.</summary>
    public ImmutableArray<DraftMatcher> Drafts() => [.. elements.Take(count).Select(matcher => matcher!.Draft())];

    /// <summary>Takes a list; a null is none.</summary>
    public void Decode(JsonElement element, ref string? fault)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Null:
                Start(-1);
                break;
            case JsonValueKind.Array when element.GetArrayLength() == 0:
                Start(0);
                break;
            case JsonValueKind.Array:
                foreach (var (index, one) in element.EnumerateArray().Index())
                {
                    DecodeOne(index, one, ref fault);
                }

                count = element.GetArrayLength();
                break;
            default:
                fault ??= GoMember.Wrong(Field, element, "models.Matchers");
                break;
        }
    }

    private void Start(int length)
    {
        elements.Clear();
        count = length;
    }

    private void DecodeOne(int index, JsonElement element, ref string? fault)
    {
        if (index == elements.Count)
        {
            elements.Add(null);
        }

        switch (element.ValueKind)
        {
            case JsonValueKind.Null:
                elements[index] = null;
                break;
            case JsonValueKind.Object:
                (elements[index] ??= new()).Decode(element, ref fault);
                break;
            default:
                elements[index] ??= new();
                fault ??= GoMember.Wrong(Field, element, "models.Matcher");
                break;
        }
    }
}
