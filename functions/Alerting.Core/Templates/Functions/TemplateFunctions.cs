using System.Collections.Frozen;

namespace Alerting.Core.Templates.Functions;

/// <summary>Functions by their names. Immutable.</summary>
internal sealed class TemplateFunctions
{
    private readonly FrozenDictionary<string, Function> functions;

    private TemplateFunctions(IEnumerable<KeyValuePair<string, Function>> functions) =>
        this.functions = functions.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Those of Go and of Alertmanager.</summary>
    public static TemplateFunctions Standard { get; } = new(GoFunctions.All.Concat(AlertmanagerFunctions.All));

    /// <summary>Whether there is such a function.</summary>
    public bool Contains(string name) => functions.ContainsKey(name);

    /// <summary>The function, or null.</summary>
    public Function? Find(string name) => functions.GetValueOrDefault(name);

    /// <summary>The same with more; one of a known name replaces it.</summary>
    public TemplateFunctions With(IEnumerable<KeyValuePair<string, Function>> more)
    {
        var all = functions.ToDictionary(StringComparer.Ordinal);
        foreach (var (name, function) in more)
        {
            all[name] = function;
        }

        return new(all);
    }
}
