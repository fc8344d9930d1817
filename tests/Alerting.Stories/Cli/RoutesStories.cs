using Alerting.Testing.Processes;
using Xunit;

namespace Alerting.Stories.Cli;

/// <summary><c>alerting routes</c> beside <c>amtool config routes</c>, byte by byte.</summary>
public sealed class RoutesStories
{
    private const string Text =
        """
        route:
          receiver: a
          routes:
            - receiver: b
              matchers: [team="x"]
              continue: true
              routes:
                - {matchers: ['sev=~"a|b"', 'z!="1"'], receiver: c}
                - {match_re: {q: "a.*"}, continue: true}
            - {match: {job: "ü\"\n\\"}, receiver: d}
            - receiver: e
        receivers: [{name: a}, {name: b}, {name: c}, {name: d}, {name: e}]
        """;

    [Theory]
    [InlineData]
    [InlineData("show")]
    [InlineData("test")]
    [InlineData("test", "team=x", "sev=a")]
    [InlineData("test", "--tree", "team=x", "sev=a", "q=abc")]
    [InlineData("test", "--tree")]
    [InlineData("test", "team=x", "--verify.receivers=b,c", "--tree")]
    [InlineData("test", "--verify.receivers", "b,e", "team=\"x\"")]
    [InlineData("test", "--verify.receivers", "e,b", "team=x")]
    [InlineData("test", "team=x", "team=y", "sev=")]
    [InlineData("test", "team")]
    [InlineData("test", "=")]
    [InlineData("test", "")]
    [InlineData("test", "team=\"x")]
    [InlineData("test", "a b=c")]
    public Task It_prints_and_ends_as_amtool(params string[] args) => Same(Text, args);

    [Theory]
    [InlineData("")]
    [InlineData("route: {receiver: zz}\nreceivers: [{name: a}]")]
    [InlineData("route: {receiver: a, group_wait: soon}\nreceivers: [{name: a}]")]
    [InlineData("route: {receiver: a, routes: [{matchers: ['a=~[']}]}\nreceivers: [{name: a}]")]
    public async Task A_file_that_is_wrong_is_refused_in_amtools_words(string text)
    {
        await Same(text, ["show"]);
        await Same(text, ["test", "a=b"]);
    }

    [Fact]
    public async Task A_file_that_is_not_there_is_refused_in_amtools_words() =>
        Assert.Equal(
            await Ended.Amtool("config", "routes", "--config.file=nowhere.yml"),
            await Ended.Alerting("routes", "--config.file=nowhere.yml"));

    [Fact]
    public async Task Without_a_file_it_is_refused() =>
        Assert.Equal(
            new(1, "", "alerting: required flag --config.file not provided\n"), await Ended.Alerting("routes", "test", "a=b"));

    [Fact]
    public async Task A_folder_is_taken_with_what_both_files_say()
    {
        using var folder = new ProcessFolder();
        folder.Write("alertmanager.yml", "route: {receiver: ours}");
        folder.Write("alerting.yml", "receivers: [{name: ours, inbox_configs: [{}]}]");

        Assert.Equal(new(0, "ours\n", ""), await Ended.Alerting("routes", "test", "--config.file", folder.Path));
    }

    [Theory]
    [InlineData("unknown command \"routes sow\" (did you mean \"show\"?)", "routes", "sow")]
    [InlineData("routes show takes no argument \"a=b\"", "routes", "show", "a=b")]
    [InlineData("--tree is an option of routes test", "routes", "--tree")]
    [InlineData("unknown option --config.fil (did you mean \"--config.file\"?)", "routes", "--config.fil", "x")]
    public async Task A_wrong_command_line_ends_with_2(string says, params string[] args)
    {
        var ended = await Ended.Alerting(args);

        Assert.Equal(2, ended.Code);
        Assert.Contains(says, ended.Errors, StringComparison.Ordinal);
    }

    private static async Task Same(string text, string[] args)
    {
        using var folder = new ProcessFolder();
        var file = "--config.file=" + folder.Write("alertmanager.yml", text);

        Assert.Equal(
            await Ended.Amtool(["config", "routes", .. args, file]), await Ended.Alerting(["routes", .. args, file]));
    }
}
