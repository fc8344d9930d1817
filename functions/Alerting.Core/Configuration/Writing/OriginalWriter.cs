using Alerting.Core.Configuration.Reading;
using Alerting.Core.Configuration.Reading.Global;
using Alerting.Core.Configuration.Reading.Schemas;
using Alerting.Core.Configuration.Yaml;
using Printed = System.Collections.Generic.KeyValuePair<string, Alerting.Core.Configuration.Writing.Marshalled>;

namespace Alerting.Core.Configuration.Writing;

/// <summary>
/// Prints <c>alertmanager.yml</c> as Alertmanager 0.25 prints what it has read: defaults filled in, secrets as
/// <c>&lt;secret&gt;</c>. That is what amtool and Grafana read from <c>GET /api/v2/status</c>, amtool strictly.
/// </summary>
internal static class OriginalWriter
{
    private static readonly (string Key, Kind Kind)[] Later =
        [("tracing", TracingSchema.Kind), ("event_recorder", EventRecorderSchema.Kind)];

    /// <summary>The text of a file that was read without errors.</summary>
    /// <param name="file">The whole of it.</param>
    /// <param name="folder">Its folder, from which relative paths count.</param>
    /// <param name="receivers">The names of all receivers; those that the file does not have are printed by
    /// name.</param>
    public static string Write(YamlValue file, string folder, IEnumerable<string> receivers)
    {
        var map = (file with { Findings = new() }).AsMap()!;
        var sections = new SectionWriter(folder);
        var global = GlobalSection(map);
        var writer = new ReceiverWriter(sections, sections.Write(global, GlobalForm.Form));
        var printed = writer.Write(map.TakeList("receivers"), receivers);
        (string Key, Marshalled? Value)[] entries =
        [
            ("global", writer.Global),
            ("route", RouteWriter.Route(map.Take("route")!)),
            ("inhibit_rules", List(map.TakeList("inhibit_rules"), RouteWriter.Rule)),
            ("receivers", printed),
            ("templates", Templates(map, folder)),
            ("mute_time_intervals", List(map.TakeList("mute_time_intervals"), TimeIntervalWriter.Write)),
            ("time_intervals", List(map.TakeList("time_intervals"), TimeIntervalWriter.Write)),
            .. Later.Select(later => (later.Key, Written(map.TakeSet(later.Key), later.Kind, sections))),
        ];
        var written = entries.Where(entry => entry.Value is not null);
        return GoYamlText.Of(new Marshalled.Mapping([.. written.Select(entry => new Printed(entry.Key, entry.Value!))]));
    }

    /// <summary>The text where there is no file: everything goes to the receiver of the root.</summary>
    public static string Write(Route root, IEnumerable<string> receivers)
    {
        var groupBy = root.GroupBy.Order(StringComparer.Ordinal).Select(label => new Marshalled.Text(label));
        var route = new Marshalled.Mapping(
        [
            new("receiver", new Marshalled.Text(root.Receiver)),
            new("group_by", new Marshalled.Sequence([.. groupBy])),
        ]);
        var text = GoYamlText.Of(new Marshalled.Mapping([new("route", route)]));
        return Write(Document.Open(new("", text), new())!.Place, "", receivers);
    }

    private static Section GlobalSection(YamlMap map) =>
        map.TakeSet("global") is { } global && GlobalReader.Schema.Read(global) is { } section
            ? section
            : new(map.Place, new Dictionary<string, Entry>(StringComparer.Ordinal));

    private static Marshalled.Sequence? List(IReadOnlyList<YamlValue> items, Func<YamlValue, Marshalled> print) =>
        items.Count == 0 ? null : new([.. items.Select(print)]);

    private static Marshalled.Sequence Templates(YamlMap map, string folder) => new(
        [.. map.TakeList("templates").Select(path => new Marshalled.Text(GoPath.Join(folder, path.AsText() ?? "")))]);

    private static Marshalled.Mapping? Written(YamlValue? value, Kind kind, SectionWriter sections) =>
        value is not null && kind.Read(value) is Section section ? sections.Write(section, Form.AsWritten) : null;
}
