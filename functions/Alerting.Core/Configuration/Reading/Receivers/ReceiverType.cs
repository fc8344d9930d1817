using Alerting.Core.Configuration.Integrations;
using Alerting.Core.Configuration.Reading.Global;
using Alerting.Core.Configuration.Reading.Http;
using Alerting.Core.Configuration.Reading.Schemas;
using Alerting.Core.Configuration.Yaml;

namespace Alerting.Core.Configuration.Reading.Receivers;

/// <summary>What an element lacks unless <c>global</c> has it; reports what neither has.</summary>
internal delegate void Inheritance(Section own, GlobalSettings global);

/// <summary>Makes the integration of an element that was read.</summary>
internal delegate Integration Build(Section own, int index, GlobalSettings global);

/// <summary>One of Alertmanager's types of integration: the elements of its list <c>…_configs</c>.</summary>
/// <param name="Name">Such as <c>pagerduty</c>.</param>
/// <param name="GoName">Go's name of an element, for messages.</param>
/// <param name="Schema">Its keys, the common ones included, and its rules.</param>
/// <param name="Inherits">What it takes from <c>global</c>.</param>
internal sealed record ReceiverType(
    string Name, string GoName, Schema Schema, params IReadOnlyList<Inheritance> Inherits)
{
    /// <summary>Default of <c>send_resolved</c>.</summary>
    public bool TellsResolved { get; init; } = true;

    /// <summary>Whether an element that is null is an empty one, to which no rule of its own applies; else it is an
    /// error.</summary>
    public bool TakesNull { get; init; }

    /// <summary>Makes the integration; null where there is no channel for it yet.</summary>
    public Build? Build { get; init; }

    /// <summary>The key of its list.</summary>
    public string ListKey => Name + "_configs";

    /// <summary>Go's name of its list.</summary>
    public string ListType => "[]*config." + GoName;

    /// <summary>The keys of a type that calls over HTTP.</summary>
    public static Schema Calling(IEnumerable<Key> keys, params IReadOnlyList<Rule> rules) =>
        new([.. Key.Of(Kind.Truth, "send_resolved"), .. Key.Of(HttpSchema.Kind, "http_config"), .. keys], rules);

    /// <summary>One element of the list; null when it is wrong.</summary>
    public Integration? Read(YamlValue element, int index, GlobalSettings global)
    {
        var own = element.IsNull ? Empty(element) : Schema.Read(element);
        if (own is null)
        {
            return null;
        }

        foreach (var inherit in Inherits)
        {
            inherit(own, global);
        }

        return (Build ?? Unbuilt)(own, index, global);
    }

    private Section? Empty(YamlValue element)
    {
        if (TakesNull)
        {
            return new(element, new Dictionary<string, Entry>(StringComparer.Ordinal));
        }

        element.Error($"missing {Name} config");
        return null;
    }

    private Integration.Unbuilt Unbuilt(Section own, int index, GlobalSettings global)
    {
        own.Place.Warn($"not built yet: {Name} notifications; they go to the fallback receiver");
        return new(Name) { Index = index, SendResolved = own.Truth("send_resolved", TellsResolved) };
    }
}
