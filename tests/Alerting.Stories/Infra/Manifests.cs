using YamlDotNet.RepresentationModel;

namespace Alerting.Stories.Infra;

/// <summary>The YAML files of <c>infra/kubernetes</c>, read as nodes.</summary>
internal static class Manifests
{
    /// <summary>Where they are.</summary>
    public static string Folder { get; } = Path.Combine(InfraFiles.Folder, "kubernetes");

    /// <summary>All files but those of a configuration, by their path from the folder.</summary>
    public static string[] Files { get; } =
    [
        .. Directory.GetFiles(Folder, "*.yaml", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(Folder, file)).Order(StringComparer.Ordinal),
    ];

    /// <summary>The one document of a file.</summary>
    public static YamlNode Of(string file) => Parse(File.ReadAllText(Path.Combine(Folder, file)));

    /// <summary>The one document of a text.</summary>
    public static YamlNode Parse(string text)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(text));
        return stream.Documents.Single().RootNode;
    }

    /// <summary>What is below that path of keys; null where there is nothing.</summary>
    public static YamlNode? At(this YamlNode node, string path) => path.Split('.').Aggregate(
        (YamlNode?)node,
        (here, key) => here is YamlMappingNode map && map.Children.TryGetValue(key, out var next) ? next : null);

    /// <summary>The text below that path of keys; null where there is none.</summary>
    public static string? Text(this YamlNode node, string path) => (node.At(path) as YamlScalarNode)?.Value;

    /// <summary>The text of a key that may hold dots.</summary>
    public static string Value(this YamlNode node, string key) =>
        ((YamlScalarNode)((YamlMappingNode)node).Children[key]).Value!;

    /// <summary>The elements of the list below that path of keys; none where there is no list.</summary>
    public static IReadOnlyList<YamlNode> List(this YamlNode node, string path) =>
        node.At(path) is YamlSequenceNode list ? [.. list.Children] : [];

    /// <summary>The texts of the list below that path of keys.</summary>
    public static string[] Texts(this YamlNode node, string path) =>
        [.. node.List(path).Select(one => ((YamlScalarNode)one).Value!)];

    /// <summary>The pod that a Deployment, a Job or a CronJob makes; null for other kinds.</summary>
    public static YamlNode? Pod(this YamlNode node) =>
        node.At("spec.template.spec") ?? node.At("spec.jobTemplate.spec.template.spec");

    /// <summary>Its only container.</summary>
    public static YamlNode Container(this YamlNode node) => node.Pod()!.List("containers").Single();

    /// <summary>The variables of its only container, by their names.</summary>
    public static Dictionary<string, YamlNode> Variables(this YamlNode node) =>
        node.Container().List("env").ToDictionary(one => one.Text("name")!, StringComparer.Ordinal);
}
