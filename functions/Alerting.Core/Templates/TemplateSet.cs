using System.Collections.Frozen;
using Alerting.Core.Templates.Data;
using Alerting.Core.Templates.Defaults;
using Alerting.Core.Templates.Functions;
using Alerting.Core.Templates.Parsing;

namespace Alerting.Core.Templates;

/// <summary>
/// The named templates that there are: the built-in ones, then those of files, of which a later one replaces an earlier
/// one of its name. Safe for any number of callers; texts that were parsed are remembered, within bounds.
/// </summary>
public sealed class TemplateSet
{
    private readonly FrozenDictionary<string, Node.List> templates;
    private readonly FrozenSet<string> defined;
    private readonly ParsedTexts texts = new();

    private TemplateSet(IReadOnlyList<TemplateText> builtIn, IEnumerable<TemplateText> files)
    {
        var all = new Dictionary<string, Node.List>(StringComparer.Ordinal);
        var byFiles = new HashSet<string>(StringComparer.Ordinal);
        foreach (var file in builtIn)
        {
            Add(all, Parse(file));
        }

        foreach (var file in files)
        {
            byFiles.UnionWith(Add(all, Parse(file)));
        }

        templates = all.ToFrozenDictionary(StringComparer.Ordinal);
        defined = byFiles.ToFrozenSet(StringComparer.Ordinal);
    }

    /// <summary>The built-in templates alone.</summary>
    public static TemplateSet BuiltIn { get; } = new(DefaultTemplates.All, []);

    /// <summary>
    /// The built-in templates and those of files, in their order. Throws <see cref="TemplateException"/> for a file
    /// that cannot be parsed.
    /// </summary>
    public static TemplateSet Of(IEnumerable<TemplateText> files) => new(DefaultTemplates.All, files);

    /// <summary>Only the templates of files: what <c>amtool template render</c> has.</summary>
    public static TemplateSet Bare(IEnumerable<TemplateText> files) => new([], files);

    /// <summary>Whether a file, not we, defined the template last.</summary>
    public bool IsRedefined(string name) => defined.Contains(name);

    /// <summary>
    /// A text as Go's text/template makes it; <c>""</c> stays that. Throws <see cref="TemplateException"/>.
    /// </summary>
    public string Text(string template, TemplateData data) =>
        template.Length == 0 ? "" : Parsed(template).AsText.Execute("", data);

    /// <summary>The same as Go's html/template makes it: escaped for where it stands.</summary>
    public string Html(string template, TemplateData data) =>
        template.Length == 0 ? "" : Parsed(template).AsHtml.Execute("", data);

    private ParsedText Parsed(string template) =>
        texts.Find(template) ?? texts.Remember(template, new(Within(template)));

    // The templates of the set with those of a text, which for it replace them.
    private LayeredTemplates Within(string template)
    {
        var own = TemplateParser.Parse("", template, TemplateFunctions.Standard.Contains);
        var seen = own.Where(pair => pair.Key.Length == 0 || Replaces(pair.Value, templates.ContainsKey(pair.Key)))
            .ToDictionary(StringComparer.Ordinal);
        return new(seen, templates);
    }

    private static IReadOnlyDictionary<string, Node.List> Parse(TemplateText file) =>
        TemplateParser.Parse(file.Name, file.Content, TemplateFunctions.Standard.Contains);

    // The names that are now these ones.
    private static List<string> Add(Dictionary<string, Node.List> all, IReadOnlyDictionary<string, Node.List> parsed)
    {
        var added = new List<string>();
        foreach (var (name, body) in parsed)
        {
            if (Replaces(body, all.ContainsKey(name)))
            {
                all[name] = body;
                added.Add(name);
            }
        }

        return added;
    }

    private static bool Replaces(Node.List body, bool isKnown) => !isKnown || !TemplateParser.IsEmpty(body);
}
