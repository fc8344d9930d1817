using System.Collections.Immutable;
using Alerting.Core.Configuration.Yaml;
using Alerting.Core.Sources.Mapped;

namespace Alerting.Core.Configuration.Reading.Beyond.Mapping;

/// <summary><c>sources</c>: how JSON of any shape is read.</summary>
internal static class SourcesReader
{
    private const int LongestName = 50;
    private const string Values = "map[string]config.Value";

    public static ImmutableArray<MappedSource> Read(YamlMap map)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        return
        [
            .. map.TakeList("sources", "[]config.Source").Select(value => ReadSource(value, names))
                .OfType<MappedSource>(),
        ];
    }

    private static MappedSource? ReadSource(YamlValue value, HashSet<string> names)
    {
        if (value.AsMap() is not { } map)
        {
            return null;
        }

        var name = ReadName(map, names);
        var each = map.TakeSet("each") is { } place ? ValueReader.ReadPath(place) : null;
        var (events, alerts) = (map.TakeSet("event"), map.TakeSet("alert"));
        map.RefuseRest();
        if (events is null == alerts is null)
        {
            map.Place.Error("expected one of event and alert in source");
            return null;
        }

        var (report, alert) = (events is null ? null : ReadEvent(events), alerts is null ? null : ReadAlert(alerts));
        return name is null || (report is null && alert is null)
            ? null
            : new() { Name = name, Each = each, Event = report, Alert = alert };
    }

    private static string? ReadName(YamlMap map, HashSet<string> names)
    {
        if (map.TakeSet("name") is not { } value)
        {
            map.Place.Error("missing name in source");
            return null;
        }

        if (value.AsText() is not { } name)
        {
            return null;
        }

        var problem = !IsName(name) ? "not a name of 1 to 50 lower-case letters, digits, - and _"
            : MappedSource.BuiltIn.Contains(name) ? $"source name \"{name}\" is that of a source that is built in"
            : !names.Add(name) ? $"source name \"{name}\" is not unique"
            : null;
        if (problem is not null)
        {
            value.ErrorOnValue(problem);
        }

        return problem is null ? name : null;
    }

    private static bool IsName(string name) => name.Length is > 0 and <= LongestName
        && name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '-' or '_');

    private static MappedEvent? ReadEvent(YamlValue value)
    {
        if (value.AsMap() is not { } map)
        {
            return null;
        }

        var (type, job) = (ValueReader.Need(map, "type"), ValueReader.Need(map, "job"));
        var run = ValueReader.Take(map, "run");
        var members = MappedEvent.Texts.Concat(MappedEvent.Numbers).Concat(MappedEvent.Times)
            .Select(name => (Name: name, Value: ValueReader.Take(map, name)))
            .Where(member => member.Value is not null)
            .ToImmutableDictionary(member => member.Name, member => member.Value!, StringComparer.Ordinal);
        var objects = MappedEvent.ObjectNames.Select(name => (Name: name, Members: ReadValues(map, name)))
            .Where(member => !member.Members.IsEmpty)
            .ToImmutableDictionary(member => member.Name, member => member.Members, StringComparer.Ordinal);
        map.RefuseRest();
        return type is null || job is null ? null : new(type, job, run, members, objects);
    }

    private static MappedAlert? ReadAlert(YamlValue value)
    {
        if (value.AsMap() is not { } map)
        {
            return null;
        }

        var labels = ReadValues(map, "labels");
        if (labels.IsEmpty)
        {
            map.Place.Error("missing labels in alert of source");
        }

        var alert = new MappedAlert(
            ValueReader.Take(map, "status"), labels, ReadValues(map, "annotations"),
            ValueReader.Take(map, "starts_at"), ValueReader.Take(map, "ends_at"), ValueReader.Take(map, "url"));
        map.RefuseRest();
        return alert;
    }

    private static ImmutableDictionary<string, MappedValue> ReadValues(YamlMap map, string key)
    {
        var values = ImmutableDictionary.CreateBuilder<string, MappedValue>(StringComparer.Ordinal);
        foreach (var (name, value) in map.TakeMap(key, Values))
        {
            if (name.Length == 0)
            {
                value.Error("expected a name that is not empty");
            }
            else if (ValueReader.Read(value) is { } read)
            {
                values[name] = read;
            }
        }

        return values.ToImmutable();
    }
}
