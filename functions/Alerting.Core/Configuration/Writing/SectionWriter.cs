using System.Globalization;
using Alerting.Core.Configuration.Reading.Schemas;
using Alerting.Core.Configuration.Yaml;

namespace Alerting.Core.Configuration.Writing;

/// <summary>A mapping that was read, as it is printed. What its schema calls a secret is not shown.</summary>
/// <param name="folder">The folder from which paths count.</param>
internal sealed class SectionWriter(string folder)
{
    // Release 0.25 takes nothing but a URL for the URL of a webhook, and shows it.
    private static readonly Marshalled HiddenUrl = new Marshalled.Text("http://" + ConfigurationFinding.Hidden);

    private static readonly Dictionary<string, Marshalled> None = new(StringComparer.Ordinal);

    /// <summary>Whether texts are shown as they are, also where they start as a URL with a password.</summary>
    public bool IsVerbatim { get; init; }

    /// <summary>The mapping as printed.</summary>
    /// <param name="section">As read.</param>
    /// <param name="form">How it is printed.</param>
    /// <param name="inherited">What it takes from <c>global</c> where it says nothing itself.</param>
    public Marshalled.Mapping Write(
        Section section, Form form, IReadOnlyDictionary<string, Marshalled>? inherited = null)
    {
        var draft = new Draft();
        var own = form.Fields.Select(field => field.Key).ToHashSet(StringComparer.Ordinal);
        var fields = form.Fields.Concat(Field.Of([.. section.Keys.Where(key => !own.Contains(key))])).ToArray();
        foreach (var field in fields)
        {
            draft.Fill(field.Key, Value(section, field, form, inherited ?? None));
        }

        form.Amend?.Invoke(section, draft);
        var order = fields.Select(field => field.Key).Where(draft.ContainsKey);
        return new([.. order.Select(key => KeyValuePair.Create(key, draft[key]))]);
    }

    private Marshalled? Value(
        Section section, Field field, Form form, IReadOnlyDictionary<string, Marshalled> inherited)
    {
        var entry = section.Find(field.Key);
        if (entry is { IsSet: true })
        {
            var below = field.IsRecursive ? form : field.Below ?? Form.AsWritten;
            return IsEmpty(entry, field) ? field.Zero : Value(entry.Value, entry, field, below);
        }

        return inherited.GetValueOrDefault(field.Key) ?? (entry is null ? field.Default ?? field.Zero : field.Zero);
    }

    private static bool IsEmpty(Entry entry, Field field) =>
        field.IsStructure && entry.Value is Section below && !below.IsAnySet(below.Keys);

    private Marshalled Value(object? value, Entry entry, Field field, Form below) => value switch
    {
        null => IsOfTexts(entry.Kind) ? new Marshalled.Text("") : Marshalled.Null,
        string path when field.IsPath => new Marshalled.Text(GoPath.Join(folder, path)),
        Section section => Write(section, below),
        string text => Text(text, entry.Kind),
        bool truth => Marshalled.Of(truth),
        Int128 whole => new Marshalled.Bare(whole.ToString(CultureInfo.InvariantCulture)),
        double number => new Marshalled.Bare(number.ToString("R", CultureInfo.InvariantCulture)),
        TimeSpan duration => new Marshalled.Text(entry.Kind.Read == Kind.Duration.Read
            ? PrometheusDuration.Print(duration)
            : GoDuration.Print(duration)),
        YamlNode node => AnyWriter.Write(entry.Place with { Node = node }),
        IReadOnlyList<object?> list => new Marshalled.Sequence(
            [.. list.Select(item => Value(item, entry, field, below))]),
        IReadOnlyDictionary<string, object?> entries => Marshalled.Sorted(
            entries.Select(one => KeyValuePair.Create(one.Key, Value(one.Value, entry, field, below)))),
        _ => throw new InvalidOperationException($"a {value.GetType().Name} is nothing that is read"),
    };

    private static bool IsOfTexts(Kind kind) => kind.Read == Kind.TextMap.Read || kind.Read == Kind.Texts.Read;

    private Marshalled Text(string text, Kind kind)
    {
        if (kind == Kind.Url || kind == Kind.LooseUrl)
        {
            return new Marshalled.Text(GoUrlText.Print(text));
        }

        if (kind == Kind.TemplateUrl)
        {
            return HiddenUrl;
        }

        return kind.IsSecret ? Marshalled.Hidden
            : new Marshalled.Text(IsVerbatim ? text : GoUrlText.WithoutUser(text));
    }
}
