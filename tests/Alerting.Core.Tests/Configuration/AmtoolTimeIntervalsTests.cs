using System.Diagnostics;
using Alerting.Testing;
using Xunit;

namespace Alerting.Core.Tests.Configuration;

/// <summary>Time intervals load here exactly when amtool 0.25 loads them, and are refused in its words.</summary>
public sealed class AmtoolTimeIntervalsTests
{
    private const string Rest = "route: {receiver: a}\nreceivers: [{name: a}]\n";

    // Of the YAML library for what has the wrong kind or key, and of the file system for what is no zone.
    private static readonly string[] WordsOfItsOwn =
        ["yaml: ", "is a directory", "malformed time zone information", "not a directory"];

    public static TheoryData<string> Specs =>
    [
        "", "times: []", "times: ~", "times: NULL", "times: [~]", "times: [NULL]", "times: [{}]", "times: 09:00",
        "times: ['null']", "times: [09:00]", "times: {start_time: 09:00, end_time: 10:00}", "times: ['']",
        Times("09:00", "17:00"), Times("00:00", "24:00"), Times("9:00", "17:00"), Times("09:00", "9:30"),
        Times("'09:00'", "'17:00'"), Times("09:00", "09:00"), Times("10:00", "09:00"), Times("24:00", "24:00"),
        Times("23:59", "24:00"), Times("09:00", "24:01"), Times("23:60", "24:00"), Times("19:59", "20:00"),
        Times("25:00", "26:00"), Times("29:00", "24:00"), Times("' 09:00'", "10:00"), Times("'09:00 '", "10:00"),
        Times("\"09:00\\n\"", "10:00"), Times("09:00:00", "10:00"), Times("900", "1000"), Times("+9:00", "10:00"),
        Times("~", "10:00"), Times("NULL", "10:00"), Times("''", "10:00"), Times("09:00", "~"), Times("[09:00]", "10:00"),
        Times("true", "10:00"), Times("-1:00", "10:00"), Times("09.00", "10:00"), Times("٠9:00", "10:00"),
        Times("x", "y"), Times("''", "x"), "times: [{start_time: 09:00}]", "times: [{end_time: 09:00}]",
        "times: [{start_time: 09:00, end_time: 10:00, at: x}]", "times: [{start_time: 09:00, end_time: 10:00}, ~]",
        "weekdays: []", "weekdays: ~", "weekdays: [~]", "weekdays: [null]", "weekdays: [Null]", "weekdays: ['null']",
        "weekdays: [saturday]", "weekdays: [Saturday, SUNDAY]", "weekdays: saturday", "weekdays: [[saturday]]",
        "weekdays: ['monday:friday']", "weekdays: [monday:friday]", "weekdays: ['Monday:FRIDAY']", "weekdays: ['']",
        "weekdays: ['saturday:sunday']", "weekdays: ['sunday:saturday']", "weekdays: [mon]", "weekdays: [1]",
        "weekdays: ['monday: friday']", "weekdays: ['monday:friday:sunday']", "weekdays: [' monday']", "weekdays: [':']",
        "weekdays: ['monday:']", "weekdays: [':monday']", "weekdays: ['monday-friday']", "weekdays: [FRİDAY]",
        "weekdays: [ſunday]", "weekdays: ['İstanbul']", "weekdays: [{monday: friday}]", "weekdays: [monday, monday]",
        "days_of_month: []", "days_of_month: [~]", "days_of_month: [1]", "days_of_month: ['1']", "days_of_month: [31]",
        "days_of_month: [32]", "days_of_month: [0]", "days_of_month: [-1]", "days_of_month: [-31]", "days_of_month: [-32]",
        "days_of_month: ['1:5']", "days_of_month: [1:5]", "days_of_month: ['5:1']", "days_of_month: ['-3:-1']",
        "days_of_month: ['-1:-3']", "days_of_month: ['-3:5']", "days_of_month: ['-3:0']", "days_of_month: ['0:-3']",
        "days_of_month: ['29:29']", "days_of_month: ['30:31']", "days_of_month: ['27:-1']", "days_of_month: ['28:-1']",
        "days_of_month: ['1:-27']", "days_of_month: ['1:-28']", "days_of_month: ['1:-31']", "days_of_month: ['31:-31']",
        "days_of_month: ['1:32']", "days_of_month: ['1:-32']", "days_of_month: [+5]", "days_of_month: ['+5:+6']",
        "days_of_month: [007]", "days_of_month: [1_0]", "days_of_month: [0x1F]", "days_of_month: [5.0]",
        "days_of_month: [5.5]", "days_of_month: [1e1]", "days_of_month: [' 5']", "days_of_month: ['1 :5']",
        "days_of_month: ['1:2:3']", "days_of_month: ['']", "days_of_month: [first]",
        "days_of_month: ['--5']", "days_of_month: ['٣']", "days_of_month: ['a\"b']", "days_of_month: [[1]]",
        "days_of_month: 1", "days_of_month: [9223372036854775807]", "days_of_month: [99999999999999999999]",
        "months: []", "months: [~]", "months: [1]", "months: [13]", "months: [0]", "months: [-1]", "months: ['0:13']",
        "months: [january]", "months: ['March:JUNE']", "months: ['june:march']", "months: ['13:1']", "months: ['14:13']",
        "months: ['january:3']", "months: ['1:march']", "months: [jan]", "months: ['']", "months: [1.0]",
        "months: ['may:june:july']", "months: [99999999999999999999]", "months: ['5:x']", "months: [+3]",
        "years: []", "years: [~]", "years: [2020]", "years: ['2020:2022']", "years: ['2022:2020']", "years: [-5]",
        "years: ['-5:5']", "years: ['+5:-3']", "years: [0]", "years: [99999]", "years: [-99999999999999999999]",
        "years: [9223372036854775808]", "years: [2020:2022]", "years: [twenty]", "years: [true]", "years: [2020-01-01]",
        "years: ['2020:']", "years: [1e3]", "years: 2020",
        "location: UTC", "location: ''", "location: ~", "location: NULL", "location: Local", "location: utc",
        "location: Europe/Berlin", "location: europe/berlin", "location: 'Europe/Berlin '", "location: Europe/Bonn",
        "location: US/Eastern", "location: EST5EDT", "location: GMT+0", "location: Etc/GMT-14", "location: UTC+05",
        "location: UTC+5", "location: CET", "location: Asia/Calcutta", "location: Asia/Kolkata", "location: Europe/Kyiv",
        "location: 2", "location: true", "location: local", "location: [UTC]", "location: {}",
        "location: ../UTC", "location: a..b", "location: /UTC", "location: '\\UTC'", "location: 'a\\b'", "location: Europe",
        "location: UTC/x", "location: Zulu", "location: America/Argentina/ComodRivadavia", "location: PST8PDT",
        "foo: 1", "times: ~, times: ~", "<<: {weekdays: [friday]}", "<<: {weekdays: [mon]}",
    ];

    public static TheoryData<string> Lists =>
    [
        "time_intervals: []", "time_intervals: ~", "time_intervals: x", "time_intervals: {}", "time_intervals: [x]",
        "time_intervals: [[]]", "time_intervals: [~]", "time_intervals: [~, ~]", "time_intervals: [NULL]",
        "time_intervals: [{}]", "time_intervals: [{name: ''}]", "time_intervals: [{name: ~}]",
        "time_intervals: [{name: [x]}]", "time_intervals: [{name: x}]", "time_intervals: [{name: 5}]",
        "time_intervals: [{name: NULL}]", "time_intervals: [{name: 'null'}]", "time_intervals: ['null']",
        "time_intervals: [{name: x, time_intervals: ~}]", "time_intervals: [{name: x, time_intervals: []}]",
        "time_intervals: [{name: x, time_intervals: {}}]", "time_intervals: [{name: x, time_intervals: [~]}]",
        "time_intervals: [{name: x, time_intervals: [NULL]}]", "time_intervals: [{name: x, time_intervals: [x]}]",
        "time_intervals: [{name: x, time_intervals: ['null']}]", "time_intervals: [{name: x, weekdays: [monday]}]",
        "time_intervals: [{time_intervals: []}]", "time_intervals: [{name: x, foo: y}]",
        "time_intervals: [{name: x}, {name: x}]", "time_intervals: [{name: x}, {name: X}]",
        "time_intervals: [{name: \"a\\\"\\u00e9\\n\"}, {name: \"a\\\"\\u00e9\\n\"}]",
        "mute_time_intervals: []", "mute_time_intervals: [~]", "mute_time_intervals: [~, ~]", "mute_time_intervals: [{}]",
        "mute_time_intervals: [{name: x}]", "mute_time_intervals: [{name: x}, {name: x}]", "mute_time_intervals: [NULL]",
        "mute_time_intervals: [{name: x, time_intervals: [{weekdays: [mon]}]}]",
        "mute_time_intervals: [{name: x}]\ntime_intervals: [{name: x}]",
        "time_intervals: [{name: x}]\nmute_time_intervals: [{name: x}]",
        "time_intervals: [{name: x}]\nmute_time_intervals: [{name: y}]", "time_intervals: [~]\nmute_time_intervals: [~]",
    ];

    [Theory]
    [MemberData(nameof(Specs))]
    public Task A_spec_loads_exactly_when_amtool_says_so(string spec) => Compare(IntervalFiles.WithSpec(spec));

    [Theory]
    [MemberData(nameof(Lists))]
    public Task The_lists_load_exactly_when_amtool_says_so(string lists) => Compare(lists + "\n");

    private static string Times(string start, string end) => $"times: [{{start_time: {start}, end_time: {end}}}]";

    private static async Task Compare(string intervals)
    {
        var (loads, said) = await Ask(await PeerVersion.Known("amtool", "0.25"), Rest + intervals);

        var (_, errors) = IntervalFiles.Read(intervals);

        var ours = string.Join('\n', errors);
        Assert.True(loads == (errors.Count == 0), $"amtool: {said}\nhere: {ours}");
        if (!loads && !WordsOfItsOwn.Any(words => said.StartsWith(words, StringComparison.Ordinal)))
        {
            Assert.Contains(errors, error => error.Message.Contains(said, StringComparison.Ordinal));
        }
    }

    private static async Task<(bool Loads, string Said)> Ask(string amtool, string text)
    {
        var cancel = TestContext.Current.CancellationToken;
        var file = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName() + ".yml");
        await File.WriteAllTextAsync(file, text, cancel);
        using var process = Process.Start(new ProcessStartInfo(amtool, ["check-config", file])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var errors = process.StandardError.ReadToEndAsync(cancel);
        var said = await process.StandardOutput.ReadToEndAsync(cancel);
        Assert.DoesNotContain("panic:", await errors, StringComparison.Ordinal);
        await process.WaitForExitAsync(cancel);
        File.Delete(file);
        return (process.ExitCode == 0, said[(said.IndexOf("FAILED: ", StringComparison.Ordinal) + 8)..].TrimEnd());
    }
}
