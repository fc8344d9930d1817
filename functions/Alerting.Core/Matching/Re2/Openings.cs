using System.Collections.Immutable;

namespace Alerting.Core.Matching.Re2;

/// <summary>
/// The few texts of which every match begins with one, so that most texts are told from a match without an automaton.
/// </summary>
/// <param name="Texts">Every match begins with one of them.</param>
/// <param name="AreWhole">Whether they are all of it: what follows may be put behind them.</param>
internal readonly record struct Openings(ImmutableArray<string> Texts, bool AreWhole)
{
    private const int Most = 16;
    private const int MostUnits = 256;

    private static readonly Openings Nothing = new([""], AreWhole: true);
    private static readonly Openings Anything = new([""], AreWhole: false);

    /// <summary>Those of a pattern, or none where a match may begin with anything.</summary>
    public static ImmutableArray<string> Of(Node root) =>
        root is Node.Concat { Parts: [Node.At { Place: Place.BeginText }, ..] } && In(root).Texts is var texts
        && !texts.Contains("", StringComparer.Ordinal) ? texts : [];

    // A condition on a place takes nothing of the text; without it more would match.
    private static Openings In(Node node) => node switch
    {
        Node.Empty or Node.At => Nothing,
        Node.Literal literal => Shape.Text(literal) is { } text ? Of(text) : Anything,
        Node.Capture group => In(group.Inner),
        Node.Concat all => InSequence(all.Parts),
        Node.Alternate either => InEither(either.Parts),
        Node.Repeat { Min: > 0 } some => In(some.Inner) with { AreWhole = false },
        _ => Anything,
    };

    private static Openings Of(string text) => text.Length <= MostUnits
        ? new([text], AreWhole: true)
        : new([text[..(char.IsHighSurrogate(text[MostUnits - 1]) ? MostUnits - 1 : MostUnits)]], AreWhole: false);

    private static Openings InSequence(Node[] parts)
    {
        var so = Nothing;
        foreach (var part in parts)
        {
            var next = In(part);
            if (so.Texts.Length * next.Texts.Length > Most || so.Texts.Sum(text => text.Length) > MostUnits)
            {
                return so with { AreWhole = false };
            }

            so = new([.. so.Texts.SelectMany(_ => next.Texts, (text, end) => text + end)], next.AreWhole);
            if (!so.AreWhole)
            {
                break;
            }
        }

        return so;
    }

    private static Openings InEither(Node[] parts)
    {
        var texts = ImmutableArray.CreateBuilder<string>();
        var areWhole = true;
        foreach (var part in parts)
        {
            var way = In(part);
            texts.AddRange(way.Texts);
            areWhole &= way.AreWhole;
            if (texts.Count > Most)
            {
                return Anything;
            }
        }

        return new(texts.ToImmutable(), areWhole);
    }
}
