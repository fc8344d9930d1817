using System.Collections.Immutable;
using Alerting.Core.Alerts;
using Alerting.Core.Configuration.Yaml;

namespace Alerting.Core.Configuration.Reading;

/// <summary>Reads one element of a <c>…_configs</c> list; null when it is wrong.</summary>
/// <param name="map">The element.</param>
/// <param name="index">Its place in the list.</param>
internal delegate Integration? ReadIntegration(YamlMap map, int index);

/// <summary>Reads <c>receivers</c>: names, then the lists of integrations it is given readers for.</summary>
internal sealed class ReceiverReader(
    IReadOnlyList<KeyValuePair<string, ReadIntegration>> integrations, IReadOnlyList<UnbuiltKey> unbuilt)
{
    /// <summary>All receivers that have a name of their own.</summary>
    public ImmutableArray<Receiver> Read(IReadOnlyList<YamlValue> receivers)
    {
        var read = ImmutableArray.CreateBuilder<Receiver>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var value in receivers)
        {
            if (value.AsMap() is { } map && ReadOne(map) is { Name.Length: > 0 } receiver)
            {
                if (names.Add(receiver.Name))
                {
                    read.Add(receiver);
                }
                else
                {
                    value.Error($"notification config name {GoQuote.Append(new(), receiver.Name)} is not unique");
                }
            }
        }

        return read.ToImmutable();
    }

    private Receiver ReadOne(YamlMap map)
    {
        var named = map.TakeSet("name");
        var name = named?.AsText();
        if (name is "" || named is null)
        {
            map.Place.Error("missing name in receiver");
        }

        var read = integrations.SelectMany(list => ReadList(map.TakeList(list.Key), list.Value)).ToImmutableArray();
        map.TakeUnbuilt(unbuilt);
        map.RefuseRest();
        return new(name ?? "", read);
    }

    private static IEnumerable<Integration> ReadList(IReadOnlyList<YamlValue> list, ReadIntegration read) =>
        list.Select((element, index) => element.AsMap() is { } map ? read(map, index) : null).OfType<Integration>();
}
