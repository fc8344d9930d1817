using System.Globalization;
using System.Text.Json;

namespace Alerting.Core.Sources;

/// <summary>The elements of a body, each with its JSON path.</summary>
internal static class Elements
{
    /// <summary>So many of a body are taken.</summary>
    public const int Most = 10_000;

    /// <summary>What is made of those of an array; what is none is the only one. One that gives null is lost.</summary>
    public static IEnumerable<(string Path, T Read)> Read<T>(
        JsonElement json, string path, Rejections rejected, Func<string, JsonElement, T?> read)
        where T : class
    {
        var elements = json.ValueKind == JsonValueKind.Array
            ? Numbered(json.EnumerateArray(), path, rejected)
            : [(path, json)];
        foreach (var (place, element) in elements)
        {
            if (read(place, element) is { } one)
            {
                yield return (place, one);
            }
            else
            {
                rejected.Lose(element);
            }
        }
    }

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
