using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Alerting.Core.Jobs.Events;

namespace Alerting.Core.Sources;

/// <summary>What of a body could not be used: the first hundred, then how many more there were.</summary>
internal sealed class Rejections
{
    private const int Most = 100;
    private const int MostShown = 60;

    private readonly List<Rejection> kept = [];
    private readonly List<JsonElement> lost = [];
    private Rejection? whyLost;
    private int count;

    /// <summary>One more.</summary>
    public void Add(string path, string reason)
    {
        count++;
        if (kept.Count < Most)
        {
            kept.Add(new(path, reason));
        }
    }

    /// <summary>One more, with what stands there in place of what was expected.</summary>
    public void Add(string path, string expected, JsonElement found) =>
        Add(path, $"expected {expected}, not {Shown(found)}");

    /// <summary>Nothing of an element could be used, for what was added last.</summary>
    public void Lose(JsonElement element)
    {
        lost.Add(element);
        whyLost ??= kept.LastOrDefault();
    }

    /// <summary>The elements of which nothing could be used; null where there are none.</summary>
    public Leftover? Lost() => lost.Count == 0 ? null : new(
        Encoding.UTF8.GetBytes($"[{string.Join(',', lost.Select(JsonText.Raw))}]"), whyLost!.Value);

    /// <summary>Whether a text cannot be a name, which is then told.</summary>
    public bool Refuses(string path, string text, int most)
    {
        var refusal = JobLimits.Refusal(text, most);
        if (refusal is not null)
        {
            Add(path, refusal);
        }

        return refusal is not null;
    }

    /// <summary>All of them.</summary>
    public ImmutableArray<Rejection> ToImmutable() => count == kept.Count
        ? [.. kept]
        : [.. kept, new("$", string.Create(CultureInfo.InvariantCulture, $"and {count - kept.Count} more"))];

    /// <summary>A value as a message shows it: a number as it is, a text in quotes and cut, else its kind.</summary>
    public static string Shown(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Number => Groups.Text.Cut(value.GetRawText(), MostShown),
        JsonValueKind.String => JsonRead.Quoted(JsonText.Of(value), MostShown),
        JsonValueKind.Object or JsonValueKind.Array or JsonValueKind.True or JsonValueKind.False or JsonValueKind.Null
            or JsonValueKind.Undefined => JsonRead.Word(value.ValueKind),
    };
}
