using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using Alerting.Core.Alerts;
using Alerting.Core.Logs.Languages;

namespace Alerting.Core.Logs;

/// <summary>
/// A filter in the vendor's own words. <c>{{name}}</c> stands for the value of a label or an annotation as a literal of
/// that language, quotes included, wherever a text may stand.
/// </summary>
public sealed class LogFilter
{
    private const string Open = "{{";
    private const string Close = "}}";

    private readonly FilterLanguage language;
    private readonly ImmutableArray<(string Before, string Name)> pieces;
    private readonly string rest;

    private LogFilter(FilterLanguage language, ImmutableArray<(string Before, string Name)> pieces, string rest) =>
        (this.language, this.pieces, this.rest) = (language, pieces, rest);

    /// <summary>Reads a filter.</summary>
    /// <param name="text">The text.</param>
    /// <param name="language">What it is written in.</param>
    /// <param name="filter">The filter.</param>
    /// <returns>Null, or why it is none.</returns>
    public static string? Parse(string text, FilterLanguage language, out LogFilter? filter)
    {
        filter = null;
        var pieces = ImmutableArray.CreateBuilder<(string, string)>();
        var at = 0;
        for (var open = text.IndexOf(Open, StringComparison.Ordinal); open >= 0;
            open = text.IndexOf(Open, at, StringComparison.Ordinal))
        {
            var close = text.IndexOf(Close, open, StringComparison.Ordinal);
            var name = close < 0 ? "" : text[(open + Open.Length)..close].Trim();
            if (!IsName(name))
            {
                return "expected the name of a label between {{ and }}";
            }

            if (language.ProblemBeforeValue(text[at..open]) is { } problem)
            {
                return problem;
            }

            pieces.Add((text[at..open], name));
            at = close + Close.Length;
        }

        var rest = text[at..];
        filter = new(language, pieces.ToImmutable(), rest);
        return pieces.Count > 0 ? language.ProblemAtEnd(rest) : null;
    }

    /// <summary>
    /// The filter of an alert; false where it has no value for a name, or one that cannot stand in a query.
    /// </summary>
    public bool TryFill(LabelSet labels, LabelSet annotations, [NotNullWhen(true)] out string? filled)
    {
        var text = new StringBuilder();
        filled = null;
        foreach (var (before, name) in pieces)
        {
            if (LogValue.Of(labels, annotations, name) is not { } value)
            {
                return false;
            }

            text.Append(before).Append(language.Quote(value));
        }

        filled = text.Append(rest).ToString();
        return true;
    }

    /// <summary>The filter with the same value for every name.</summary>
    public string Fill(string value) =>
        string.Concat(pieces.Select(piece => piece.Before + language.Quote(value))) + rest;

    private static bool IsName(string name) =>
        name.Length > 0 && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '.' or '-' or '/');
}
