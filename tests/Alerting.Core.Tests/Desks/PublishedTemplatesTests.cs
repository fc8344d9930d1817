using Alerting.Core.Configuration;
using Alerting.Core.Desks.Changeover;
using Alerting.Core.Ports;
using Alerting.Core.Templates;
using Alerting.Core.Templates.Data;
using Xunit;

namespace Alerting.Core.Tests.Desks;

/// <summary>Instances tell alike: also in the words of files of templates that only one of them has.</summary>
public sealed class PublishedTemplatesTests
{
    private static readonly ConfigurationText File = new(
        "alertmanager.yml", "route: {receiver: a}\nreceivers: [{name: a}]\ntemplates: ['*.tmpl']\n");

    private readonly Instances instances = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_instance_with_the_files_before_goes_by_those_that_another_has_published()
    {
        var old = await Start(Own("old words"));
        var changed = await Start(Own("new words"));
        instances.Clock.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal(("new words", "new words"), (await Words(old), await Words(changed)));
        Assert.Equal((await old.Now(Stop)).Value.TemplatesHash, (await changed.Now(Stop)).Value.TemplatesHash);
    }

    [Fact]
    public async Task A_changed_file_of_templates_is_a_reload_as_any_other()
    {
        var instance = await Start(Own("old words"));

        var reloaded = await instance.Reload(Own("new words"), Stop);
        instances.Clock.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal(new Reloaded(2, null), reloaded);
        Assert.Equal("new words", await Words(instance));
    }

    [Fact]
    public async Task What_is_too_large_for_a_row_of_the_store_is_refused_by_name()
    {
        var instance = await Start(Own("old words"));
        var random = new Random(1);
        var large = Own(string.Concat(Enumerable.Range(0, 1_200_000).Select(_ => (char)random.Next(0x4E00, 0x9FFF))));

        var refusal = (await instance.Reload(large, Stop)).Refusal;

        Assert.StartsWith("files of configuration and templates are larger than a row of the store", refusal, StringComparison.Ordinal);
        await Assert.ThrowsAsync<StoreUnavailableException>(() => Start(large, new()));
    }

    private async Task<PublishedConfiguration> Start(OwnConfiguration own, Instances? at = null)
    {
        at ??= instances;
        var published = new PublishedConfiguration(
            at.Store, own, new ConfigurationSeal(Instances.Secret), isAlone: false, at.Clock, _ => true);
        await published.Compare(Stop);
        return published;
    }

    private static OwnConfiguration Own(string words)
    {
        TemplateText[] templates = [new("t.tmpl", $"{{{{ define \"slack.default.title\" }}}}{words}{{{{ end }}}}")];
        var value = ConfigurationReader.Read(File, null, templates: templates).Configuration!;
        return new(value, ConfigurationText.Hash(File, null, templates), File, null) { Templates = templates };
    }

    private static async Task<string> Words(PublishedConfiguration instance) =>
        (await instance.Now(Stop)).Value.TemplateSet.Text("{{ template \"slack.default.title\" . }}", SampleData.Firing);
}
