using Alerting.Core.Configuration.Reading.Receivers;
using Alerting.Core.Configuration.Reading.Schemas;
using Alerting.Core.Configuration.Yaml;
using Printed = System.Collections.Generic.KeyValuePair<string, Alerting.Core.Configuration.Writing.Marshalled>;

namespace Alerting.Core.Configuration.Writing;

/// <summary>Receivers as they are printed, with what they take from <c>global</c>.</summary>
/// <param name="sections">Prints their elements.</param>
/// <param name="global">As it is printed.</param>
internal sealed class ReceiverWriter(SectionWriter sections, Marshalled.Mapping global)
{
    private const string ApiUrl = "api_url";

    private static readonly Inheritance Http = Inheritance.Of("http_config", "http_config");

    private static readonly Dictionary<string, ReceiverType> Types =
        ReceiverTypes.All.ToDictionary(type => type.Name, StringComparer.Ordinal);

    private readonly HashSet<string> foldersTaken = new(StringComparer.Ordinal);

    /// <summary>
    /// The same <c>global</c>, with a slash at the end of URLs that integrations took, which need one.
    /// </summary>
    public Marshalled Global => new Marshalled.Mapping([.. global.Entries.Select(entry =>
        foldersTaken.Contains(entry.Key) ? new Printed(entry.Key, Folder(entry.Value)) : entry)]);

    /// <summary>All receivers.</summary>
    /// <param name="receivers">Those of the file.</param>
    /// <param name="names">The names of all there are; the others are printed by name.</param>
    public Marshalled Write(IReadOnlyList<YamlValue> receivers, IEnumerable<string> names)
    {
        var printed = receivers.Where(receiver => !receiver.IsNull).Select(Receiver).ToList();
        var own = printed.Select(receiver => receiver.Find("name")).ToHashSet();
        var others = names.Select(name => new Marshalled.Text(name)).Where(name => !own.Contains(name));
        return new Marshalled.Sequence([.. printed, .. others.Select(Named)]);
    }

    private static Marshalled.Mapping Named(Marshalled name) => new([new("name", name)]);

    private Marshalled.Mapping Receiver(YamlValue receiver)
    {
        var map = receiver.AsMap()!;
        var entries = new List<Printed> { new("name", new Marshalled.Text(map.Take("name")?.AsText() ?? "")) };
        if (map.TakeMap("labels").ToArray() is [_, ..] labels)
        {
            entries.Add(new("labels", Marshalled.Sorted(labels.Select(
                label => new Printed(label.Name, new Marshalled.Text(label.Value.AsText() ?? ""))))));
        }

        foreach (var form in ReceiverForm.All)
        {
            if (map.TakeList(Types[form.Type].ListKey) is [_, ..] elements)
            {
                entries.Add(new(
                    Types[form.Type].ListKey,
                    new Marshalled.Sequence([.. elements.Select(element => Element(element, form))])));
            }
        }

        return new(entries);
    }

    private Marshalled Element(YamlValue element, ReceiverForm form)
    {
        var section = element.IsNull
            ? new(element, new Dictionary<string, Entry>(StringComparer.Ordinal))
            : Types[form.Type].Schema.Read(element)!;
        var printed = sections.Write(section, form.Form, Inherited(section, form));
        return form.HasFolder
            ? new Marshalled.Mapping([.. printed.Entries.Select(entry =>
                entry.Key == ApiUrl ? new Printed(ApiUrl, Folder(entry.Value)) : entry)])
            : printed;
    }

    private Dictionary<string, Marshalled> Inherited(Section section, ReceiverForm form)
    {
        var inherited = new Dictionary<string, Marshalled>(StringComparer.Ordinal);
        var all = form.InheritsHttp ? form.Inherits.Append(Http) : form.Inherits;
        foreach (var (own, key) in all.Where(one => !section.IsAnySet(one.Unless)).SelectMany(one => one.Keys))
        {
            if (global.Find(key) is not { } value)
            {
                continue;
            }

            inherited[own] = value;
            if (own == ApiUrl && form.HasFolder)
            {
                foldersTaken.Add(key);
            }
        }

        return inherited;
    }

    private static Marshalled Folder(Marshalled url) =>
        url is Marshalled.Text text ? new Marshalled.Text(GoUrlText.PrintFolder(text.Value)) : url;
}
