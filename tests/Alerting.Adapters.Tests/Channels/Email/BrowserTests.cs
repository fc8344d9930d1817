using System.Diagnostics;
using Alerting.Adapters.Channels.Email.Letters;
using Alerting.Core.Alerts;
using Alerting.Testing;
using Alerting.Testing.Processes;
using Xunit;

namespace Alerting.Adapters.Tests.Channels.Email;

/// <summary>The html of a mail in Chromium: what labels and annotations hold is shown, never run.</summary>
public sealed class BrowserTests
{
    private const string Run = "document.documentElement.setAttribute('data-run','1')";
    private const string Mark = "data-run=\"1\"";

    private const string Hostile =
        $"\"'></title></style><script>{Run}</script><img src=x onerror={Run}><svg onload={Run}>";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Hostile_labels_run_no_script_wherever_they_stand()
    {
        var alert = Notices.Alert() with
        {
            Labels = LabelSet.From([new("alertname", Hostile), new("severity", Hostile), new(Hostile, Hostile)]),
            Annotations = LabelSet.From(
            [
                new("summary", Hostile), new("description", "</td></table>" + Hostile), new("log", "</pre>" + Hostile),
                new("runbook_url", "javascript:" + Run), new("log_url", $"data:text/html,<script>{Run}</script>"),
                new("dashboard_url", $"https://x.example/\" onmouseover=\"{Run}"),
            ]),
            GeneratorUrl = "javascript:" + Run,
        };
        var notice = Notices.Of(Usual, alert, Notices.Alert()) with
        {
            Receiver = Hostile,
            GroupLabels = LabelSet.From([new("alertname", Hostile)]),
            StandsInFor = Hostile,
            ExternalUrl = "https://alerting.example/" + Hostile,
        };
        Assert.True(LetterWriter.TryWrite(notice, LetterTemplates.Of(Usual), out var letter, out _));

        var page = await Shown(LetterNotes.AboveHtml(letter.Notes, letter.Html!));

        Assert.DoesNotContain(Mark, page, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", page, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("href=\"javascript:", page, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("href=\"data:", page, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("&lt;script&gt;", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_that_does_run_a_script_is_seen_to() => Assert.Contains(
        Mark, await Shown($"<html><body><p>{Hostile}</p></body></html>"), StringComparison.Ordinal);

    private static Core.Configuration.Integrations.Integration.Email Usual => new()
    {
        Index = 0,
        SendResolved = true,
        To = "a@example.com",
        From = "b@example.com",
        Host = "mail.example.com",
        Port = "25",
    };

    // What the page has become once it was read and its scripts, if any, were run.
    private static async Task<string> Shown(string html)
    {
        using var folder = new ProcessFolder();
        using var chromium = Process.Start(new ProcessStartInfo(
            Peer.Find("chromium"),
            [
                "--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking",
                "--disable-component-update", "--no-first-run", "--user-data-dir=" + folder.Data, "--dump-dom",
                new Uri(folder.Write("mail.html", html)).AbsoluteUri,
            ])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var errors = chromium.StandardError.ReadToEndAsync(Stop);
        var page = await chromium.StandardOutput.ReadToEndAsync(Stop);
        await chromium.WaitForExitAsync(Stop);
        Assert.True(page.Length > 0, await errors);
        return page;
    }
}
