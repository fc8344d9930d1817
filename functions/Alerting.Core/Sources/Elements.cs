using System.Globalization;
using System.Text.Json;

namespace Alerting.Core.Sources;

/// <summary>The elements of a body, each with its JSON path.</summary>
internal static class Elements
{
    /// <summary>So many of a body are taken.</summary>
    public const int Most = 10_000;

    /// <summary>Those of an array; what is none is the only one.</summary>
    public static IEnumerable<(string Path, JsonElement Element)> Of(
        JsonElement json, string path, Rejections rejected) =>
        json.ValueKind == JsonValueKind.Array ? Numbered(json.EnumerateArray(), path, rejected) : [(path, json)];

    /// <summary>Elements by their index; that there are too many is told.</summary>
    public static IEnumerable<(string Path, T Element)> Numbered<T>(
        IEnumerable<T> all, string path, Rejections rejected)
    {
        foreach (var (index, element) in all.Index())
        {
            var place = string.Create(CultureInfo.InvariantCulture, $"{path}[{index}]");
            if (index == Most)
            {
                rejected.Add(place, string.Create(
                    CultureInfo.InvariantCulture, $"this and all after it are not taken: at most {Most} are at once"));
                yield break;
            }

            yield return (place, element);
        }
    }
}
