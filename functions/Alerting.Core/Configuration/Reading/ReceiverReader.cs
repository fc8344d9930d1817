using System.Collections.Immutable;
using Alerting.Core.Alerts;
using Alerting.Core.Configuration.Integrations;
using Alerting.Core.Configuration.Yaml;

namespace Alerting.Core.Configuration.Reading;

/// <summary>A list of integrations of a receiver.</summary>
/// <param name="Key">Its key.</param>
/// <param name="Type">Go's name of it.</param>
/// <param name="Read">Reads an element, given its place in the list; null when it is wrong.</param>
internal sealed record IntegrationList(string Key, string Type, Func<YamlValue, int, Integration?> Read);

/// <summary>Reads <c>receivers</c>: names, labels where they may have some, then the lists it is given.</summary>
/// <param name="lists">The lists.</param>
/// <param name="haveLabels">Whether they may have labels.</param>
/// <param name="takeMore">Takes further keys of a receiver; null: there are none.</param>
internal sealed class ReceiverReader(
    IReadOnlyList<IntegrationList> lists, bool haveLabels, Action<YamlMap, Receiver>? takeMore = null)
{
    private static readonly Dictionary<string, YamlValue> Empty = new(StringComparer.Ordinal);

    /// <summary>All receivers that have a name of their own.</summary>
    public ImmutableArray<Receiver> Read(IReadOnlyList<YamlValue> receivers)
    {
        var read = ImmutableArray.CreateBuilder<Receiver>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var value in receivers)
        {
            if (value.AsMap() is not { } map || ReadOne(map) is not { } receiver)
            {
                continue;
            }

            if (!names.Add(receiver.Name))
            {
                value.Error($"notification config name {GoQuote.Append(new(), receiver.Name)} is not unique");
            }
            else if (receiver.Name.Length > 0)
            {
                read.Add(receiver);
            }
        }

        return read.ToImmutable();
    }

    // Null when it has no name, which was reported. One that is null as a whole loads, and its name is empty.
    private Receiver? ReadOne(YamlMap map)
    {
        if (map.Place.IsNull)
        {
            return new("", []);
        }

        var name = map.Take("name")?.AsText() ?? "";
        if (name.Length == 0)
        {
            map.Place.Error("missing name in receiver");
        }

        var labels = haveLabels ? TakeLabels(map, name) : [];
        var read = lists.SelectMany(list => ReadList(map.Take(list.Key), list)).ToImmutableArray();
        var receiver = new Receiver(name, read) { Labels = LabelSet.From([.. labels, new("name", name)]) };
        takeMore?.Invoke(map, receiver);
        map.RefuseRest();
        return name.Length == 0 ? null : receiver;
    }

    // A text in the place of the list may be a secret.
    private static IEnumerable<Integration> ReadList(YamlValue? value, IntegrationList list) => value is null
        ? []
        : (value with { IsSecret = true }).AsList(list.Type).Select(list.Read).OfType<Integration>();

    private static List<Label> TakeLabels(YamlMap map, string name)
    {
        var labels = new List<Label>();
        foreach (var (key, value) in map.Take("labels")?.AsEntries("map[string]string") ?? Empty)
        {
            var text = value.AsText();
            if (key == "name" && text is not null && text != name)
            {
                value.Error(
                    $"receiver label \"name\" must match receiver name {GoQuote.Append(new(), name)}, got "
                    + GoQuote.Append(new(), text));
            }

            labels.Add(new(key, text ?? ""));
        }

        return labels;
    }
}
