using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.RegularExpressions;
using Alerting.Core.Configuration;
using Alerting.Testing;
using Xunit;

namespace Alerting.Core.Tests.Configuration.Amtool;

/// <summary>Where both know the keys, a file loads here exactly when it loads in Alertmanager, in the same words.</summary>
public sealed partial class AmtoolVerdictTests
{
    public static TheoryData<string, string> Newer => new()
    {
        { "0.26.0", "webhook_configs: [{url: <secret>}]" }, { "0.26.0", "webhook_configs: [{url_file: f}]" }, { "0.26.0", "pushover_configs: [{user_key: u, token_file: f}]" },
        { "0.26.0", "telegram_configs: [{bot_token_file: f, chat_id: 1}]" }, { "0.26.0", "msteams_configs: [{webhook_url: 'http://x'}]" },
        { "0.27.0", "discord_configs: [{webhook_url_file: f}]" }, { "0.27.0", "pushover_configs: [{user_key: u, token: t, ttl: 1h}]" },
        { "0.28.0", "jira_configs: [{api_url: 'http://x', project: p, issue_type: t}]" },
        { "0.28.0", "msteamsv2_configs: [{webhook_url: 'http://x'}]" }, { "0.28.0", "rocketchat_configs: [{token: t, token_id: i}]" },
        { "0.28.0", "webhook_configs: [{url: 'http://x', http_config: {http_headers: {A: {values: [b]}}}}]" },
        { "0.29.0", "incidentio_configs: [{url: 'http://x'}]" }, { "0.30.0", "slack_configs: [{app_token: t}]" },
        { "0.30.0", "mattermost_configs: [{webhook_url: 'http://x'}]" }, { "0.31.0", "telegram_configs: [{bot_token: t, chat_id_file: f}]" },
        { "0.32.0", "webhook_configs: [{url: 'http://x', payload: {a: b}}]" }, { "0.33.0", "labels: {a: b}" },
    };

    [Fact]
    public async Task A_file_loads_exactly_when_amtool_says_so_and_what_amtool_says_is_said_here()
    {
        var amtool = await PeerVersion.Known("amtool", "0.25");
        var apart = new ConcurrentBag<string>();
        var files = AmtoolFiles.All.ToArray();
        var two = new ParallelOptions
        {
            MaxDegreeOfParallelism = 2,
            CancellationToken = TestContext.Current.CancellationToken,
        };

        await Parallel.ForEachAsync(files, two, async (text, stop) =>
        {
            var said = await Ask(amtool, text, stop);
            var errors = ConfigurationReader.Read(new("alertmanager.yml", text), null).Errors;
            if (Apart(said, errors) is { } why)
            {
                apart.Add($"{text}\namtool: {string.Join(" | ", said)}\nhere: {string.Join('\n', errors)}\n{why}\n");
            }
        });

        Assert.True(files.Length >= 250, $"only {files.Length} files");
        Assert.True(apart.IsEmpty, $"{apart.Count} of {files.Length} differ:\n{string.Join('\n', apart.Order(StringComparer.Ordinal))}");
    }

    [Theory]
    [MemberData(nameof(Newer))]
    public async Task What_a_later_release_brought_loads_here_and_not_there(string release, string key)
    {
        var amtool = await PeerVersion.Known("amtool", "0.25");
        var text = AmtoolFiles.One(key);

        var said = await Ask(amtool, text, TestContext.Current.CancellationToken);

        Assert.NotEmpty(said);
        Assert.Empty(Texts.Errors(text));
        Assert.Matches(@"^0\.(2[6-9]|3[0-4])\.\d$", release);
    }

    // Null: they agree.
    private static string? Apart(IReadOnlyList<string> said, IReadOnlyList<ConfigurationFinding> errors)
    {
        if (said.Count == 0 || errors.Count == 0)
        {
            return said.Count == errors.Count ? null : "the verdicts differ";
        }

        var missing = said.Where(words => !errors.Any(error => IsSame(words, error.Message))).ToArray();
        return missing.Length == 0 ? null : "not said here: " + string.Join(" | ", missing);
    }

    private static bool IsSame(string theirs, string here) =>
        here.Contains(theirs, StringComparison.Ordinal)
        || Hides(here, theirs)
        || here.EndsWith(theirs.Replace("anchor 'x' ", "anchor ", StringComparison.Ordinal), StringComparison.Ordinal)
        || Difference.All.Any(it => theirs.Contains(it.Theirs, StringComparison.Ordinal)
            && here.Contains(it.Here, StringComparison.Ordinal))

        // Of text that is no YAML another parser says other things.
        || (here.StartsWith("not YAML: ", StringComparison.Ordinal) && theirs.StartsWith("yaml: ", StringComparison.Ordinal));

    // What may be a secret, or is no name, is not shown here.
    private static bool Hides(string here, string theirs)
    {
        var pattern = Regex.Escape(here).Replace("<secret>", ".*", StringComparison.Ordinal)
            .Replace("field\\ \\?\\ ", "field\\ .*\\ ", StringComparison.Ordinal).Replace("invalid\\ URL:\\ ", "", StringComparison.Ordinal);
        return Regex.IsMatch(theirs, $"^{pattern}$", RegexOptions.Singleline);
    }

    // The messages, none where it loads. Those of the decoder of YAML without the number of the line.
    private static async Task<IReadOnlyList<string>> Ask(string amtool, string text, CancellationToken stop)
    {
        var file = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName() + ".yml");
        await File.WriteAllTextAsync(file, text, stop);
        try
        {
            using var process = Process.Start(new ProcessStartInfo(amtool, ["check-config", file])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
            var errors = process.StandardError.ReadToEndAsync(stop);
            var said = await process.StandardOutput.ReadToEndAsync(stop) + await errors;
            await process.WaitForExitAsync(stop);
            Assert.DoesNotContain("panic:", said, StringComparison.Ordinal);
            return process.ExitCode == 0 ? [] : Messages(said);
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static string[] Messages(string said)
    {
        var whole = said[(said.IndexOf("FAILED: ", StringComparison.Ordinal) + 8)..];
        whole = whole[..whole.IndexOf("\n\n", StringComparison.Ordinal)];
        const string Decoder = "yaml: unmarshal errors:\n";
        return whole.StartsWith(Decoder, StringComparison.Ordinal)
            ? [.. whole[Decoder.Length..].Split('\n').Select(line => LineNumber().Replace(line, ""))]
            : [whole.StartsWith("yaml: line ", StringComparison.Ordinal) ? whole : whole.Replace("yaml: ", "", StringComparison.Ordinal)];
    }

    [GeneratedRegex(@"^\s*line \d+: ")]
    private static partial Regex LineNumber();
}
