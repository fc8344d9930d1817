using System.Collections.Immutable;
using Alerting.Core.Templates.Html.Contexts;
using Alerting.Core.Templates.Parsing;

namespace Alerting.Core.Templates.Html;

/// <summary>Templates that invoke each other: each is escaped once for each place in which it is invoked.</summary>
internal sealed partial class TreeEscaper
{
    /// <summary>Templates at most, each counted for each of its places.</summary>
    public const int MostTemplates = 1000;

    private readonly Dictionary<(string Name, HtmlContext Context), string> names = [];
    private Found found = new(
        ImmutableDictionary.Create<string, HtmlContext>(StringComparer.Ordinal),
        ImmutableDictionary.Create<string, Node.List>(StringComparer.Ordinal));

    private ImmutableHashSet<string> called = ImmutableHashSet.Create<string>(StringComparer.Ordinal);

    /// <summary>Those that were rewritten.</summary>
    public IReadOnlyDictionary<string, Node.List> Escaped => found.Bodies;

    /// <summary>Rewrites the entry and all that it needs.</summary>
    public HtmlContext Entry(string name) => Template(HtmlContext.Start, name, templates.GetValueOrDefault(name));

    private (HtmlContext Behind, Node Node) Invocation(HtmlContext context, Node.Invocation invocation)
    {
        if (!templates.TryGetValue(invocation.Name, out var body))
        {
            throw Wrong(invocation, $"no such template \"{invocation.Name}\"");
        }

        var behind = Template(context, invocation.Name, body);
        return (behind, invocation with { Name = names[(invocation.Name, context)] });
    }

    private HtmlContext Template(HtmlContext context, string template, Node.List? body)
    {
        var name = NameOf(template, context);
        called = called.Add(name);
        if (found.Ends.TryGetValue(name, out var known))
        {
            return known;
        }

        if (body is null)
        {
            throw new TemplateException($"html/template: \"{template}\" is undefined");
        }

        var outer = source;
        source = body.Source;
        var behind = Settled(name, context, body);
        source = outer;
        return behind;
    }

    // One that invokes itself ends where it is taken to end, if then it does.
    private HtmlContext Settled(string name, HtmlContext context, Node.List body)
    {
        var (before, calledBefore) = (found, called);
        var assumed = context;
        for (var attempt = 0; attempt < 2; attempt++)
        {
            called = called.Clear();
            found = before with { Ends = before.Ends.SetItem(name, assumed) };
            var (behind, escaped) = List(context, body);
            var isRight = behind == assumed || !called.Contains(name);
            called = called.Union(calledBefore);
            if (isRight)
            {
                found = new(found.Ends.SetItem(name, behind), found.Bodies.SetItem(name, escaped));
                return behind;
            }

            assumed = behind;
        }

        throw new TemplateException($"html/template:{source}: cannot compute output context for template {name}");
    }

    // In text it keeps its own.
    private string NameOf(string template, HtmlContext context)
    {
        if (names.TryGetValue((template, context), out var name))
        {
            return name;
        }

        if (names.Count == MostTemplates)
        {
            throw new TemplateException($"html/template: more than {MostTemplates} templates to escape");
        }

        name = context == HtmlContext.Start ? template : Derived(template, context);
        names.Add((template, context), name);
        return name;
    }

    private string Derived(string template, HtmlContext context)
    {
        var name = $"{template}$html_{context.State}_{names.Count}";
        while (templates.ContainsKey(name))
        {
            name += "_";
        }

        return name;
    }

    /// <param name="Ends">Where each template ends, by its name.</param>
    /// <param name="Bodies">Their bodies, rewritten.</param>
    private sealed record Found(
        ImmutableDictionary<string, HtmlContext> Ends, ImmutableDictionary<string, Node.List> Bodies);
}
