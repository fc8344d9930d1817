using Alerting.Core.Configuration.Yaml;

namespace Alerting.Core.Configuration.Reading.Schemas;

/// <summary>What the value of a key is.</summary>
/// <param name="Read">Reads it, and reports it and gives null when it is something else. Not asked for YAML's
/// null.</param>
internal sealed record Kind(Func<YamlValue, object?> Read)
{
    /// <summary>Whether it is a secret or holds one, and so is never shown.</summary>
    public bool IsSecret { get; init; }

    /// <summary>
    /// Whether everything but null counts as configured, as Go's pointers do; else not what is empty.
    /// </summary>
    public bool IsPointer { get; init; }

    /// <summary>Any scalar.</summary>
    public static Kind Text { get; } = new(value => value.AsText());

    /// <summary>A text that is never shown.</summary>
    public static Kind Secret { get; } = new(value => value.AsText("config.plain")) { IsSecret = true };

    /// <summary>The same, configured even when it is empty.</summary>
    public static Kind SecretPointer { get; } = Secret with { IsPointer = true };

    /// <summary>An http or https URL.</summary>
    public static Kind Url { get; } = new(Urls.Read) { IsPointer = true };

    /// <summary>The same, a secret; Alertmanager's placeholder passes too.</summary>
    public static Kind SecretUrl { get; } = new(Urls.ReadSecret) { IsPointer = true, IsSecret = true };

    /// <summary>The same, which may also be empty or a template.</summary>
    public static Kind TemplateUrl { get; } = new(Urls.ReadTemplate) { IsSecret = true };

    /// <summary>A URL of any scheme, or a part of one.</summary>
    public static Kind LooseUrl { get; } = new(Urls.ReadLoose) { IsSecret = true };

    /// <summary>YAML 1.1 truth.</summary>
    public static Kind Truth { get; } = new(value => value.AsTruth());

    /// <summary>The same, of which false differs from nothing.</summary>
    public static Kind TruthPointer { get; } = Truth with { IsPointer = true };

    /// <summary>A whole number of 64 bits.</summary>
    public static Kind Int { get; } = Whole("int", long.MinValue, long.MaxValue);

    /// <summary>The same, which Go calls differently.</summary>
    public static Kind Int64 { get; } = Whole("int64", long.MinValue, long.MaxValue);

    /// <summary>A whole number from 0.</summary>
    public static Kind Uint { get; } = Whole("uint64", 0, ulong.MaxValue);

    /// <summary>A number.</summary>
    public static Kind Float { get; } = new(value => value.AsNumber());

    /// <summary>A duration of Prometheus: <c>1h30m</c>.</summary>
    public static Kind Duration { get; } = new(value => Durations.Prometheus(value));

    /// <summary>A duration of Go: <c>1.5h</c>; a bare number counts nanoseconds.</summary>
    public static Kind GoDuration { get; } = new(value => Durations.Go(value));

    /// <summary>A duration of Go that is always a text.</summary>
    public static Kind GoDurationText { get; } = new(value => Durations.GoText(value));

    /// <summary><c>host:port</c>.</summary>
    public static Kind HostPort { get; } = new(HostPorts.Read);

    /// <summary>A list of texts.</summary>
    public static Kind Texts { get; } = List("[]string", Text);

    /// <summary>A mapping of texts.</summary>
    public static Kind TextMap { get; } = Entries("map[string]string", Text);

    /// <summary>A mapping of anything.</summary>
    public static Kind AnyMap { get; } = Entries("map[string]interface {}", new(AnyYaml.Read));

    /// <summary>Anything.</summary>
    public static Kind Any { get; } = new(AnyYaml.Read) { IsPointer = true };

    /// <summary>A mapping of known keys; a <see cref="Section"/>.</summary>
    public static Kind Map(Schema schema) =>
        new(schema.Read) { IsPointer = true, IsSecret = schema.HoldsSecrets };

    /// <summary>A list; its elements as read, null for one that is null or wrong.</summary>
    /// <param name="type">Go's name of it.</param>
    /// <param name="element">What each element is.</param>
    public static Kind List(string type, Kind element) => new(value => value.Node is not YamlSequence
        ? value.Unexpected<object>(type)
        : (IReadOnlyList<object?>)[.. value.AsList(type).Select(element.Of)])
    {
        IsSecret = element.IsSecret,
    };

    /// <summary>A mapping of free keys; the values as read, by key.</summary>
    /// <param name="type">Go's name of it.</param>
    /// <param name="element">What each value is.</param>
    public static Kind Entries(string type, Kind element) => new(value => value.AsEntries(type)?.ToDictionary(
        entry => entry.Key, entry => element.Of(entry.Value), StringComparer.Ordinal))
    {
        IsSecret = element.IsSecret,
    };

    private static Kind Whole(string type, Int128 least, Int128 most) => new(value => value.AsWhole(type, least, most));

    private object? Of(YamlValue value) => value.IsNull ? null : Read(value with { IsSecret = IsSecret });
}
