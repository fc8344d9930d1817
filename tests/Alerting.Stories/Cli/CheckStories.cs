using Alerting.Testing.Processes;
using Xunit;

namespace Alerting.Stories.Cli;

/// <summary><c>alerting check</c> of an <c>alertmanager.yml</c> alone, beside <c>amtool check-config</c>.</summary>
public sealed class CheckStories
{
    private const string R = "\nreceivers: [{name: a}, {name: b}]\n";

    private static readonly string[] Files =
    [
        "route: {receiver: a}" + R,
        "route: {receiver: a}\ninhibit_rules: [{source_matchers: [a=b], target_matchers: [c=d]}]" + R,
        "",
        "route: {receiver: zz}" + R,
        "route: {}" + R,
        "route: {receiver: a, matchers: [x=y], continue: true}" + R,
        "route: {receiver: a, continue: true}" + R,
        "route: {receiver: zz, routes: [{receiver: yy, routes: [{receiver: xx}]}, {receiver: ww}]}" + R,
        "route: {receiver: zz, routes: [{mute_time_intervals: [nope]}]}" + R,
        "route: {receiver: zz, group_wait: soon}" + R,
        "route: {receiver: a, group_interval: 0s, repeat_interval: 0s}" + R,
        "route: {receiver: zz, foo: 1, bar: 2}\nnope: 3" + R,
        "route: {receiver: [a]}" + R,
        "route: {receiver: zz}\nreceivers: [{name: a}, {name: a}]",
        "route: {receiver: a, group_by: [x, x]}" + R,
        "route: {receiver: a, routes: [{match_re: {a: '['}}]}" + R,
        "route: {receiver: a, routes: [{matchers: ['a']}]}" + R,
        "route: {receiver: a, routes: [{match: {'1': b}}]}\nnope: 1" + R,
        "time_intervals: [{name: x, time_intervals: [{weekdays: [noday]}]}]\nroute: {receiver: zz}" + R,
        "time_intervals: [{name: x}, {name: x}]\nroute: {receiver: a}" + R,
        "global: {resolve_timeout: x}\nroute: {receiver: zz}" + R,
    ];

    [Fact]
    public async Task It_prints_first_what_amtool_prints_and_ends_as_it_does()
    {
        using var folder = new ProcessFolder();
        string[] paths = [.. Files.Select((text, n) => folder.Write($"{n:D2}.yml", text))];

        var amtool = await Ended.Amtool(["check-config", .. paths]);
        var ours = await Ended.Alerting(["check", .. paths]);

        Assert.Equal(amtool.Output, ours.Output[..Math.Min(ours.Output.Length, amtool.Output.Length)]);
        Assert.Equal((amtool.Code, amtool.Errors), (ours.Code, ours.Errors));
    }

    [Fact]
    public async Task What_is_fine_is_all_that_amtool_says()
    {
        using var folder = new ProcessFolder();
        var path = folder.Write("alertmanager.yml", Files[0]);

        Assert.Equal(await Ended.Amtool("check-config", path), await Ended.Alerting("check", path));
    }

    [Fact]
    public async Task After_that_come_all_errors_and_warnings_with_file_line_and_key()
    {
        using var folder = new ProcessFolder();
        var path = folder.Write(
            "alertmanager.yml", "route:\n  receiver: zz\n  group_wait: soon\n  group_interval: later\n" + R);

        var ended = await Ended.Alerting("check", path);

        Assert.StartsWith(
            $"Checking '{path}'  FAILED: not a valid duration string: \"soon\"\n\nerror: {path}:2: route.receiver: undefined",
            ended.Output,
            StringComparison.Ordinal);
        Assert.Contains($"error: {path}:3: route.group_wait: ", ended.Output, StringComparison.Ordinal);
        Assert.Contains($"error: {path}:4: route.group_interval: ", ended.Output, StringComparison.Ordinal);
        Assert.Equal((1, "alerting: failed to validate 1 file(s)\n"), (ended.Code, ended.Errors));
    }

    [Fact]
    public async Task Stdin_is_a_path_as_any_other()
    {
        var ended = await Ended.Alerting("check", "/dev/null");

        Assert.Equal(await Ended.Amtool("check-config", "/dev/null") with { Output = "" }, ended with { Output = "" });
    }
}
