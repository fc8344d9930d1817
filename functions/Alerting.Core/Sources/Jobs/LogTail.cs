using System.Text;
using Alerting.Core.Jobs.Events;
using Alerting.Core.Redaction;

namespace Alerting.Core.Sources.Jobs;

/// <summary>The end of what a run printed: the last 64 KB, beginning at a whole word.</summary>
internal static class LogTail
{
    private const int MostContinued = 3;

    /// <summary>The tail of a text; null of an empty one.</summary>
    public static string? Of(string text)
    {
        if (text.Length <= JobLimits.Log && Encoding.UTF8.GetByteCount(text) <= JobLimits.Log)
        {
            return text.Length == 0 ? null : text;
        }

        // No character takes less than a byte.
        var start = Math.Max(0, text.Length - JobLimits.Log);
        start += char.IsLowSurrogate(text[start]) ? 1 : 0;
        var tail = Encoding.UTF8.GetBytes(text[start..]);
        return Of(start > 0 ? WholeWords.BeginningLost(tail) : tail);
    }

    /// <summary>The same of UTF-8; each byte that is none becomes U+FFFD.</summary>
    public static string? Of(ReadOnlySpan<byte> bytes)
    {
        var start = Math.Max(0, bytes.Length - JobLimits.Log);
        for (var i = 0; i < MostContinued && start > 0 && start < bytes.Length && (bytes[start] & 0xC0) == 0x80; i++)
        {
            start++;
        }

        // U+FFFD takes more bytes than what it stands for.
        var tail = start > 0 ? WholeWords.BeginningLost(bytes[start..]) : bytes;
        var text = Encoding.UTF8.GetString(tail);
        return Encoding.UTF8.GetByteCount(text) <= JobLimits.Log
            ? text.Length == 0 ? null : text
            : Of(Encoding.UTF8.GetBytes(text));
    }
}
