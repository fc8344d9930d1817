using Alerting.Core.Configuration.Reading.Schemas;
using Alerting.Core.Configuration.Yaml;
using Alerting.Core.Matching;

namespace Alerting.Core.Configuration.Writing;

/// <summary>Routes and inhibit rules as they are printed: matchers sorted, nothing inherited filled in.</summary>
internal static class RouteWriter
{
    private static readonly SectionWriter Sections = new("") { IsVerbatim = true };

    // An empty list says something, as does a wait of zero.
    private static readonly Kind Wait = Kind.Duration with { IsPointer = true };

    private static readonly Schema RouteSchema = new(
    [
        .. Key.Of(Kind.Text, "receiver"),
        .. Key.Of(Kind.Texts with { IsPointer = true }, "group_by"),
        .. Key.Of(Kind.TextMap, "match", "match_re", "labels"),
        .. Key.Of(Kind.Texts, "matchers", "mute_time_intervals", "active_time_intervals"),
        .. Key.Of(Kind.Truth, "continue"),
        .. Key.Of(Kind.List("[]*config.Route", new(Below)), "routes"),
        .. Key.Of(Wait, "group_wait", "group_interval", "repeat_interval"),
    ]);

    private static readonly Form RouteForm = new(
    [
        .. Field.Of(
            "receiver", "group_by", "match", "match_re", "matchers", "mute_time_intervals", "active_time_intervals"),
        Field.Truth("continue", otherwise: false),
        new("routes") { IsRecursive = true },
        .. Field.Of("group_wait", "group_interval", "repeat_interval", "labels"),
    ])
    {
        Amend = (_, route) => SortMatchers(route, "matchers"),
    };

    private static readonly Schema RuleSchema = new(
    [
        .. Key.Of(Kind.Text, "name"),
        .. Key.Of(Kind.TextMap, "source_match", "source_match_re"),
        .. Key.Of(Kind.Texts, "source_matchers"),
        .. Key.Of(Kind.TextMap, "target_match", "target_match_re"),
        .. Key.Of(Kind.Texts, "target_matchers", "equal"),
    ]);

    private static readonly Form RuleForm = new()
    {
        Amend = (_, rule) =>
        {
            SortMatchers(rule, "source_matchers");
            SortMatchers(rule, "target_matchers");
        },
    };

    /// <summary>A route with all below it.</summary>
    public static Marshalled Route(YamlValue route) => Sections.Write(RouteSchema.Read(route)!, RouteForm);

    /// <summary>An inhibit rule; an empty one where it is null.</summary>
    public static Marshalled Rule(YamlValue rule) => Sections.Write(RuleSchema.Read(rule)!, RuleForm);

    private static object? Below(YamlValue route) => RouteSchema.Read(route);

    private static void SortMatchers(Draft draft, string key)
    {
        if (draft.TryGetValue(key, out var written))
        {
            var matchers = ((Marshalled.Sequence)written).Items.OfType<Marshalled.Text>()
                .SelectMany(text => MatcherParser.Parse(text.Value).Matchers ?? MatcherList.Empty);
            draft[key] = new Marshalled.Sequence(
                [.. MatcherList.Of(matchers).Select(matcher => new Marshalled.Text(matcher.ToString()))]);
        }
    }
}
