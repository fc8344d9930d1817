namespace Alerting.Core.Templates.Html.Contexts;

/// <summary>The place behind branches.</summary>
internal static class Joining
{
    /// <summary>The one that both ends of branches fit into; null where there is none.</summary>
    public static HtmlContext? Of(HtmlContext one, HtmlContext other)
    {
        if (one.State == HtmlState.Dead || one == other)
        {
            return other;
        }

        return other.State == HtmlState.Dead ? one : Same(one, other) ?? Nudged(one, other);
    }

    // They may differ in one of these.
    private static HtmlContext? Same(HtmlContext one, HtmlContext other)
    {
        if (one with { IsDoubtful = true } == other with { IsDoubtful = true })
        {
            return one with { IsDoubtful = true };
        }

        if (one with { UrlPart = UrlPart.Unknown } == other with { UrlPart = UrlPart.Unknown })
        {
            return one with { UrlPart = UrlPart.Unknown };
        }

        if (one with { Slash = default, IsDoubtful = true } == other with { Slash = default, IsDoubtful = true })
        {
            return one with { Slash = Slash(one.Slash, other.Slash), IsDoubtful = one.IsDoubtful || other.IsDoubtful };
        }

        return Typed(one) == Typed(other) ? Typed(one) : Named(one, other) ?? Named(other, one);
    }

    private static SlashMeaning Slash(SlashMeaning one, SlashMeaning other) => (one, other) switch
    {
        (SlashMeaning.Regexp, SlashMeaning.MaybeRegexp) or (SlashMeaning.MaybeRegexp, SlashMeaning.Regexp) =>
            SlashMeaning.MaybeRegexp,
        (SlashMeaning.Division, SlashMeaning.MaybeDivision) or (SlashMeaning.MaybeDivision, SlashMeaning.Division) =>
            SlashMeaning.MaybeDivision,
        _ => SlashMeaning.Unknown,
    };

    // A script's type that one branch names may not be named again behind them.
    private static HtmlContext Typed(HtmlContext context) => context.Element == HtmlElement.Script
        ? context with { Element = HtmlElement.TypedScript }
        : context;

    // As in <input {{if .T}}checked {{end}}name=n>: what follows begins an attribute either way.
    private static HtmlContext? Named(HtmlContext tag, HtmlContext name) =>
        tag.State == HtmlState.Tag && name.State == HtmlState.AfterName && tag.Element == name.Element ? name : null;

    // As in <p title={{if .C}}{{.}}{{end}}>: a value, empty or not.
    private static HtmlContext? Nudged(HtmlContext one, HtmlContext other)
    {
        var (next, nextOther) = (one.Nudged(), other.Nudged());
        return next == one && nextOther == other ? null : Of(next, nextOther);
    }
}
