using System.Buffers;
using Alerting.Core.Redaction.Kinds;

namespace Alerting.Core.Redaction.Scanning;

/// <summary>Masks e-mail addresses, phone and card numbers in one pass.</summary>
internal static class Personal
{
    private const int LongestLocal = 64;
    private const int LongestHost = 255;

    private static readonly SearchValues<char> Anchors = SearchValues.Create("@+(0123456789");

    // Units of systemd and names inside a cluster look like hosts.
    private static readonly string[] NoHosts =
        [".service", ".socket", ".timer", ".mount", ".slice", ".scope", ".target", ".local", ".internal", ".svc"];

    /// <summary>Masks them.</summary>
    public static Redacted Mask(string text, ref long looked)
    {
        var reading = new Reading(text);
        var masked = new Masked(text);
        for (var at = 0; (at = reading.Find(at, Anchors)) < text.Length;)
        {
            var (found, next) = text[at] == '@' ? (Mail(ref reading, at), at + 1) : Numbers.Scan(ref reading, at);
            if (found.IsAny && found.Start >= reading.Settled)
            {
                masked.Add(found);
                reading.Settled = found.End;
            }

            at = Math.Max(next, found.End);
        }

        looked += reading.Looked;
        return new(masked.Text, masked.Count);
    }

    private static Cut Mail(ref Reading text, int at)
    {
        var start = text.StartOf(at, Letters.Mail, LongestLocal);
        while (start < at && text[start] is '.' or '-' or '%' or '+')
        {
            start++;
        }

        var end = text.EndOf(at + 1, Letters.Host, LongestHost);
        while (end > at && text[end - 1] is '.' or '-')
        {
            end--;
        }

        return start < at && text[start - 1] is not ('/' or '@') && IsHost(text.Text[(at + 1)..Math.Max(at + 1, end)])
            && !text.Text[start..at].SequenceEqual("git")
            ? new(start, end)
            : Cut.None;
    }

    private static bool IsHost(ReadOnlySpan<char> host)
    {
        var dot = host.LastIndexOf('.');
        if (dot < 1 || host.Length - dot < 3 || host[(dot + 1)..].ContainsAny(Letters.Digit))
        {
            return false;
        }

        foreach (var other in NoHosts)
        {
            if (host[dot..].Equals(other, StringComparison.OrdinalIgnoreCase))
            {
                return false;
            }
        }

        return true;
    }
}
