namespace Alerting.Core.Templates.Html.Contexts;

/// <summary>
/// All that must be known of the text before a piece of a template to escape what the piece prints. The default is the
/// start of a document's fragment.
/// </summary>
internal sealed record HtmlContext
{
    /// <summary>Plain text.</summary>
    public static HtmlContext Start { get; } = new();

    /// <summary>What is never reached.</summary>
    public static HtmlContext Dead { get; } = new() { State = HtmlState.Dead };

    /// <summary>Where it stands.</summary>
    public HtmlState State { get; init; }

    /// <summary>What ends the attribute value.</summary>
    public Delimiter Delimiter { get; init; }

    /// <summary>Where in a URL.</summary>
    public UrlPart UrlPart { get; init; }

    /// <summary>What a slash would be.</summary>
    public SlashMeaning Slash { get; init; }

    /// <summary>A slash further up in the script may have been taken for what it is not.</summary>
    public bool IsDoubtful { get; init; }

    /// <summary>The innermost <c>${…}</c>.</summary>
    public Interpolation? Interpolation { get; init; }

    /// <summary>The attribute's kind.</summary>
    public HtmlAttribute Attribute { get; init; }

    /// <summary>The element.</summary>
    public HtmlElement Element { get; init; }

    /// <summary>Why <see cref="HtmlState.Error"/>.</summary>
    public string? Problem { get; init; }

    /// <summary>What cannot be escaped.</summary>
    public static HtmlContext Failed(string problem) => new() { State = HtmlState.Error, Problem = problem };

    /// <summary>As messages name it.</summary>
    public override string ToString()
    {
        var parts = new List<string> { $"{State}" };
        Add(parts, Delimiter, Delimiter.None);
        Add(parts, UrlPart, UrlPart.Start);
        Add(parts, Slash, SlashMeaning.Regexp);
        Add(parts, Attribute, HtmlAttribute.None);
        Add(parts, Element, HtmlElement.None);
        return "{" + string.Join(' ', parts) + "}";
    }

    /// <summary>
    /// The place of a value or a name that begins here: what follows from no text at all, as in
    /// <c>&lt;a href={{.X}}</c>.
    /// </summary>
    public HtmlContext Nudged() => State switch
    {
        HtmlState.Tag or HtmlState.AttributeName => this with { State = HtmlState.PartialName },
        HtmlState.AfterName => this with { State = HtmlState.PartialName, Attribute = HtmlAttribute.None },
        HtmlState.BeforeValue => this with
        {
            State = Attribute.ValueState(),
            Delimiter = Delimiter.SpaceOrTagEnd,
            Attribute = HtmlAttribute.None,
        },
        _ => this,
    };

    /// <summary>Behind a piece of a script's type: the whole is not known, so the script stays one.</summary>
    public HtmlContext WithoutType() => this with { Attribute = HtmlAttribute.None };

    private static void Add<T>(List<string> parts, T value, T usual) where T : struct, Enum
    {
        if (!EqualityComparer<T>.Default.Equals(value, usual))
        {
            parts.Add($"{value}");
        }
    }
}
