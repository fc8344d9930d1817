using System.Text;
using Alerting.Core.Alerts;

namespace Alerting.Core.Tests.Routing;

/// <summary>A route as a file has it: what is null or empty is not written.</summary>
internal sealed record RandomRoute
{
    public string? Receiver { get; init; }

    public bool Continue { get; init; }

    public IReadOnlyList<string> Matchers { get; init; } = [];

    public IReadOnlyList<Label> Match { get; init; } = [];

    public IReadOnlyList<Label> MatchRegex { get; init; } = [];

    /// <summary>Further keys, each with its value.</summary>
    public IReadOnlyList<string> Others { get; init; } = [];

    public IReadOnlyList<RandomRoute> Routes { get; init; } = [];

    /// <summary>This one and all below.</summary>
    public IEnumerable<RandomRoute> All => Routes.SelectMany(route => route.All).Prepend(this);

    /// <summary>The whole file, with all receivers there are.</summary>
    public string File()
    {
        var receivers = All.Select(route => route.Receiver).OfType<string>().Distinct().Select(Quoted);
        return $"route:\n{Text("  ")}receivers: [{string.Join(", ", receivers.Select(name => $"{{name: {name}}}"))}]\n";
    }

    /// <summary>Everything that is smaller by one thing.</summary>
    public IEnumerable<RandomRoute> Smaller()
    {
        for (var i = 0; i < Routes.Count; i++)
        {
            yield return this with { Routes = Without(Routes, i) };
            yield return this with { Routes = [.. Routes.Take(i), .. Routes[i].Routes, .. Routes.Skip(i + 1)] };
        }

        foreach (var less in Less())
        {
            yield return less;
        }

        for (var i = 0; i < Routes.Count; i++)
        {
            foreach (var smaller in Routes[i].Smaller())
            {
                yield return this with { Routes = [.. Routes.Take(i), smaller, .. Routes.Skip(i + 1)] };
            }
        }
    }

    // Go's quotes are read as YAML's, too.
    private static string Quoted(string text) => GoQuote.Append(new(), text).ToString();

    private static T[] Without<T>(IReadOnlyList<T> list, int at) => [.. list.Where((_, i) => i != at)];

    private static string Map(IEnumerable<Label> entries) =>
        "{" + string.Join(", ", entries.Select(entry => $"{Quoted(entry.Name)}: {Quoted(entry.Value)}")) + "}";

    private IEnumerable<RandomRoute> Less()
    {
        if (Continue)
        {
            yield return this with { Continue = false };
        }

        for (var i = 0; i < Others.Count; i++)
        {
            yield return this with { Others = Without(Others, i) };
        }

        for (var i = 0; i < Matchers.Count; i++)
        {
            yield return this with { Matchers = Without(Matchers, i) };
        }

        for (var i = 0; i < Match.Count; i++)
        {
            yield return this with { Match = Without(Match, i) };
        }

        for (var i = 0; i < MatchRegex.Count; i++)
        {
            yield return this with { MatchRegex = Without(MatchRegex, i) };
        }
    }

    private string Text(string indent)
    {
        var text = new StringBuilder();
        foreach (var line in Lines())
        {
            text.Append(indent).Append(line).Append('\n');
        }

        foreach (var route in Routes)
        {
            text.Append(indent).Append("- ").Append(route.Text(indent + "  ")[(indent.Length + 2)..]);
        }

        return text.ToString();
    }

    // The last line is "routes:" and the routes follow it; a route without any key is written with one.
    private IEnumerable<string> Lines()
    {
        yield return "continue: " + (Continue ? "true" : "false");
        if (Receiver is not null)
        {
            yield return "receiver: " + Quoted(Receiver);
        }

        if (Matchers.Count > 0)
        {
            yield return $"matchers: [{string.Join(", ", Matchers.Select(Quoted))}]";
        }

        if (Match.Count > 0)
        {
            yield return "match: " + Map(Match);
        }

        if (MatchRegex.Count > 0)
        {
            yield return "match_re: " + Map(MatchRegex);
        }

        foreach (var other in Others)
        {
            yield return other;
        }

        if (Routes.Count > 0)
        {
            yield return "routes:";
        }
    }
}
