namespace Alerting.Core.Configuration.Yaml;

/// <summary>What a key that is known but not built holds.</summary>
internal enum YamlShape
{
    Text,
    Truth,
    List,
    Map,
    Any,
}

/// <summary>
/// A key Alertmanager knows and this product does not act on yet. <paramref name="Instead"/> says what happens without
/// it and makes it a warning; without that it is an error, because leaving it out would change who is told what.
/// </summary>
internal sealed record UnbuiltKey(string Name, YamlShape Shape, string? Instead = null)
{
    public static IEnumerable<UnbuiltKey> Errors(YamlShape shape, params string[] names) =>
        names.Select(name => new UnbuiltKey(name, shape));

    public static IEnumerable<UnbuiltKey> Warnings(string instead, YamlShape shape, params string[] names) =>
        names.Select(name => new UnbuiltKey(name, shape, instead));

    public void Report(YamlValue value)
    {
        if (!Fits(value) || value.IsEmpty)
        {
            return;
        }

        if (Instead is null)
        {
            value.Error("not built yet: " + Name);
        }
        else
        {
            value.Warn("not built yet: " + Instead);
        }
    }

    private bool Fits(YamlValue value) => Shape switch
    {
        YamlShape.Text => value.AsText() is not null,
        YamlShape.Truth => value.AsTruth() is not null,
        YamlShape.List => value.IsNull || (value.Node is YamlSequence || value.AsList().Count > 0),
        YamlShape.Map => value.AsMap() is not null,
        YamlShape.Any => true,
    };
}
