using System.Text.Json;
using Alerting.Core.Logs.Said;

namespace Alerting.Adapters.Channels.Contexts;

/// <summary>A log context as JSON for vendors that bound what they take.</summary>
internal static class ContextJson
{
    private const int MostLines = 10;
    private const int Longest = 64 * 1024;

    /// <summary>At most 64 KB: with the last ten lines, without any where that is too much.</summary>
    public static void Bounded(Utf8JsonWriter json, LogContext context)
    {
        var last = context with { LastLines = [.. context.LastLines.TakeLast(MostLines)] };
        byte[] written = LogContextJson.Write(last);
        if (written.Length > Longest)
        {
            written = LogContextJson.Write(last with { LastLines = [], Related = [], Signatures = [.. last.Signatures.Take(3)] });
        }

        json.WriteRawValue(written, skipInputValidation: true);
    }
}
