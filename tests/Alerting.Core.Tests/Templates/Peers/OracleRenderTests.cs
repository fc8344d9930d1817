using Alerting.Core.Templates;
using Alerting.Testing;
using Xunit;

namespace Alerting.Core.Tests.Templates.Peers;

/// <summary>
/// The same as <see cref="AmtoolRenderTests"/> against Alertmanager's own package, where it can be had: also the words
/// in which something fails.
/// </summary>
public sealed class OracleRenderTests
{
    private const int Random = 2000;
    private const int MostShown = 20;

    private static int Seed => Seeds.Or(20261018);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_template_renders_or_fails_in_the_same_words(bool isHtml)
    {
        using var oracle = await Oracle.Build();
        var byChance = Enumerable.Range(0, Random)
            .Select(n => (Data: PeerData.All[n % PeerData.All.Count], Template: RandomTemplate.Next(Seed + n, isHtml)));
        var written = Corpus.All.Where(it => it.IsHtml || !isHtml)
            .SelectMany(it => PeerData.All.Select(data => (Data: data, it.Template)));
        (string Data, string Template)[] all = [.. byChance, .. written];

        var theirs = await oracle.Render(isHtml, all);

        var here = all.Select(pair => Here(pair.Template, pair.Data, isHtml)).ToArray();
        var apart = Enumerable.Range(0, all.Length).Where(n => !IsAlike(here[n], theirs[n]))
            .Select(n => $"{all[n].Template}\n-- here: {here[n]}\n-- there: {theirs[n]}\n").ToArray();
        Assert.True(
            apart.Length == 0, $"seed {Seed}: {apart.Length} differ:\n{string.Join('\n', apart.OrderBy(it => it.Length).Take(MostShown))}");
    }

    // Of nothing but white space html/template makes what stood around the definitions that were read before it.
    private static bool IsAlike(Rendering here, Rendering theirs) =>
        here.Text is null && theirs.Text is null
            ? RenderDifference.IsSame(here.Problem, theirs.Problem) || RenderDifference.IsAlike(here with { Text = "" }, theirs)
            : RenderDifference.IsAlike(here, theirs)
                || (string.IsNullOrWhiteSpace(here.Text) && string.IsNullOrWhiteSpace(theirs.Text));

    private static Rendering Here(string template, string data, bool isHtml)
    {
        var (set, read) = (TemplateSet.BuiltIn, PeerData.Read(data));
        try
        {
            return new(isHtml ? set.Html(template, read) : set.Text(template, read), "");
        }
        catch (TemplateException wrong)
        {
            return new(null, wrong.Message);
        }
    }
}
