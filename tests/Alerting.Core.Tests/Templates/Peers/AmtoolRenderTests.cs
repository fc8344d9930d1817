using System.Collections.Concurrent;
using System.Globalization;
using Alerting.Core.Templates;
using Alerting.Testing;
using Xunit;

namespace Alerting.Core.Tests.Templates.Peers;

/// <summary>
/// What a template renders to is, byte for byte, what <c>amtool template render</c> 0.25 makes of it, and what fails there
/// fails here. The seed is fixed, or <c>ALERTING_SEED</c>. What differs: <see cref="RenderDifference"/>.
/// </summary>
public sealed class AmtoolRenderTests
{
    private const int Random = 1200;
    private const int MostShown = 20;

    private static int Seed => Seeds.Or(20260928);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Templates_by_chance_render_alike(bool isHtml)
    {
        var pairs = Enumerable.Range(0, Random).Select(n => (
            Data: PeerData.All[n % PeerData.All.Count], Name: $"seed {Seed} + {n}", Template: RandomTemplate.Next(Seed + n, isHtml)));

        var (rendered, failed) = await AllAlike(isHtml, pairs);

        Assert.True(rendered > Random / 2 && failed > Random / 20, $"{rendered} are rendered, {failed} fail: that tells little");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Templates_as_people_write_them_render_alike_for_every_notification(bool isHtml)
    {
        var templates = Corpus.All.Where(it => it.IsHtml || !isHtml).ToArray();

        var (rendered, _) = await AllAlike(
            isHtml, PeerData.All.SelectMany(data => templates.Select(it => (data, it.Name, it.Template))));

        Assert.True(Corpus.All.Count >= 60 && rendered >= 5 * templates.Length, $"only {rendered} are rendered");
    }

    private static async Task<(int Rendered, int Failed)> AllAlike(
        bool isHtml, IEnumerable<(string Data, string Name, string Template)> pairs)
    {
        using var amtool = new Amtool(await PeerVersion.Known("amtool", "0.25"));
        var (apart, rendered, failed) = (new ConcurrentBag<string>(), 0, 0);
        var two = new ParallelOptions { MaxDegreeOfParallelism = 2, CancellationToken = TestContext.Current.CancellationToken };
        await Parallel.ForEachAsync(pairs.GroupBy(pair => pair.Data), two, async (group, _) =>
        {
            var all = group.ToArray();
            var here = all.Select(pair => Here(pair.Template, pair.Data, isHtml)).ToArray();
            var theirs = await amtool.Render(
                group.Key, isHtml, [.. all.Select((pair, n) => (pair.Template, here[n].Text is null))]);
            for (var n = 0; n < all.Length; n++)
            {
                if (!RenderDifference.IsAlike(here[n], theirs[n]))
                {
                    apart.Add($"{all[n].Name}:\n{all[n].Template}\n-- here: {Shown(here[n])}\n-- amtool: {Shown(theirs[n])}\n");
                }
            }

            Interlocked.Add(ref rendered, here.Count(it => it.Text is not null));
            Interlocked.Add(ref failed, here.Count(it => it.Text is null));
        });
        Assert.True(apart.IsEmpty, string.Create(
            CultureInfo.InvariantCulture,
            $"{apart.Count} differ:\n{string.Join('\n', apart.OrderBy(it => it.Length).Take(MostShown))}"));
        return (rendered, failed);
    }

    private static Rendering Here(string template, string data, bool isHtml)
    {
        var (set, read) = (TemplateSet.Bare([]), PeerData.Read(data));
        try
        {
            return new(isHtml ? set.Html(template, read) : set.Text(template, read), "");
        }
        catch (TemplateException wrong)
        {
            return new(null, wrong.Message);
        }
    }

    private static string Shown(Rendering rendering) => rendering.Text ?? "fails: " + rendering.Problem;
}
