using System.Diagnostics;
using System.Globalization;
using Alerting.Core.Alerts;
using Alerting.Core.Templates.Data;

namespace Alerting.Core.Templates.Structured;

/// <summary>
/// Renders a tree as Alertmanager renders <c>payload</c> and <c>details</c>: every text, keys too, is a template, and
/// what a value renders to is read as YAML; where that is no text, it takes the text's place: <c>3</c>, <c>true</c>,
/// <c>[a]</c>, <c>a: b</c>, null for an empty one. It is not rendered again. Source: its template.DeepCopyWithTemplate.
/// </summary>
public static class StructuredTemplate
{
    private const int MostBytes = 4 << 20;
    private const string TooLarge = "what is rendered is larger than 4 MiB";

    /// <summary>
    /// The tree as Go's JSON, without a newline at the end, at most 4 MiB; keys of a mapping by their bytes, and of two
    /// that render alike the later. Throws <see cref="TemplateException"/>.
    /// </summary>
    public static ReadOnlyMemory<byte> Json(TemplateTree tree, TemplateSet templates, TemplateData data)
    {
        long together = 0;
        var json = new GoJson();
        Write(json, Value(tree, Render));
        return json.Written;

        string Render(string template)
        {
            var text = templates.Text(template, data);
            together += text.Length;
            return together <= MostBytes ? text : throw new TemplateException(TooLarge);
        }
    }

    private static StructuredValue Value(TemplateTree tree, Func<string, string> render) => tree switch
    {
        TemplateTree.Rendered text => Structure(render(text.Template)),
        TemplateTree.Scalar scalar => Plain(scalar.Value),
        TemplateTree.List list => new StructuredValue.List([.. list.Items.Select(item => Value(item, render))]),
        TemplateTree.Map map => Map(map, render),
        _ => throw new UnreachableException(),
    };

    private static StructuredValue.Map Map(TemplateTree.Map map, Func<string, string> render)
    {
        var entries = new SortedDictionary<string, StructuredValue>(Utf8Order.Instance);
        foreach (var (key, tree) in map.Entries)
        {
            entries[render(key)] = Value(tree, render);
        }

        return new(entries);
    }

    private static StructuredValue Structure(string rendered) =>
        YamlStructure.Of(rendered) ?? new StructuredValue.Text(rendered);

    private static StructuredValue Plain(object? value) => value switch
    {
        null => StructuredValue.Null.Only,
        bool truth => new StructuredValue.Truth(truth),
        long whole => new StructuredValue.Whole(whole),
        ulong whole => new StructuredValue.Whole(whole),
        double real => new StructuredValue.Real(real),
        _ => throw new ArgumentException($"A tree holds no {value.GetType().Name}.", nameof(value)),
    };

    private static void Write(GoJson json, StructuredValue value)
    {
        switch (value)
        {
            case StructuredValue.Null:
                json.Null();
                break;
            case StructuredValue.Truth truth:
                json.Truth(truth.Value);
                break;
            case StructuredValue.Whole whole:
                json.Number(whole.Value.ToString(CultureInfo.InvariantCulture));
                break;
            case StructuredValue.Real real:
                json.Number(GoFloat.Json(real.Value));
                break;
            case StructuredValue.Text text:
                json.Text(text.Value);
                break;
            case StructuredValue.List list:
                WriteAll(json.BeginArray(), list.Items);
                json.EndArray();
                break;
            case StructuredValue.Map map:
                Write(json, map);
                break;
            default:
                throw new UnreachableException();
        }

        if (json.Written.Length > MostBytes)
        {
            throw new TemplateException(TooLarge);
        }
    }

    private static void WriteAll(GoJson json, IEnumerable<StructuredValue> values)
    {
        foreach (var value in values)
        {
            Write(json, value);
        }
    }

    private static void Write(GoJson json, StructuredValue.Map map)
    {
        json.BeginObject();
        foreach (var (key, value) in map.Entries)
        {
            json.Name(key);
            Write(json, value);
        }

        json.EndObject();
    }
}
