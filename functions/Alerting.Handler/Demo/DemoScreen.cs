using Alerting.Adapters.Channels.Inbox;

namespace Alerting.Handler.Demo;

/// <summary>What the person who watches sees: what happens, and each notification as it is delivered.</summary>
internal sealed class DemoScreen(TextWriter output) : IDisposable
{
    private const string Bold = "1";
    private const string Dim = "2";
    private const string Red = "31;1";
    private const string Green = "32;1";

    private readonly bool colours =
        !Console.IsOutputRedirected && Environment.GetEnvironmentVariable("NO_COLOR") is null;
    private readonly SemaphoreSlim arrivals = new(0);
    private readonly Lock gate = new();
    private int shown;

    public void Dispose() => arrivals.Dispose();

    /// <summary>The first lines.</summary>
    public void Open(string address) => Write(
        $"""
        {Paint(Bold, "alerting demo")}: the real service, on {address}, with a data folder of its own.
        An Alertmanager and some jobs are played over HTTP; what the team hears is shown as it is delivered, and what
        Slack, a mailbox and PagerDuty are told (stand-ins on this machine).

        """);

    /// <summary>Something happens in the world.</summary>
    public void Happens(string what) => Write(Paint(Dim, ">> " + what));

    /// <summary>A notification was delivered.</summary>
    public void Show(InboxMessage message)
    {
        var lines = message.Text.TrimEnd('\n').Split('\n');
        var colour = lines[0].StartsWith("FIRING", StringComparison.Ordinal) ? Red : Green;
        Write(string.Join('\n', lines.Select((line, i) => i == 0 ? Paint(colour, line) : "   " + line)) + "\n");
        arrivals.Release();
    }

    /// <summary>A vendor was told, and took it.</summary>
    public void ShowVendor(string title, IEnumerable<string> lines)
    {
        var below = lines.Select(line => ("   | " + line).TrimEnd());
        Write(string.Join('\n', below.Prepend("   " + Paint(Bold, title))) + "\n");
        arrivals.Release();
    }

    /// <summary>What the board says of a job.</summary>
    public void ShowBoard(string job, string what) =>
        Write($"   {Paint(Bold, "The board says:")}\n   | {job}: {what}\n");

    /// <summary>Whether as many notifications have been shown, waiting for them.</summary>
    public async Task<bool> HasShown(int count, TimeSpan patience)
    {
        while (shown < count)
        {
            if (!await arrivals.WaitAsync(patience))
            {
                Write($"Expected {count} notifications by now, saw {shown}.");
                return false;
            }

            shown++;
        }

        return true;
    }

    /// <summary>The last lines: where to look.</summary>
    public void Close(string address, bool whole, bool once)
    {
        var end = whole
            ? $"{shown} notifications for 308 reports: that was all of it."
            : "The story was not told to its end.";
        var stay = once ? "" : $"""

            Look around while it runs (Ctrl+C ends it):
              curl {address}/api/inbox        what was delivered
              curl {address}/api/jobs         what is known of jobs
              curl {address}/metrics          what was counted
              curl {address}/-/ready          whether it works
            """;
        Write(end + stay);
    }

    private void Write(string text)
    {
        lock (gate)
        {
            output.WriteLine(text);
        }
    }

    private string Paint(string code, string text) => colours ? $"\e[{code}m{text}\e[0m" : text;
}
