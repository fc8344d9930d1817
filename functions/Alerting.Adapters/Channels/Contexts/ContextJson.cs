using System.Text.Json;
using Alerting.Core.Logs.Said;

namespace Alerting.Adapters.Channels.Contexts;

/// <summary>A log context as JSON for vendors that bound what they take.</summary>
internal static class ContextJson
{
    private const int MostLines = 10;
    private const int Longest = 64 * 1024;

    // What is left out of one that is too large, the least telling first.
    private static readonly Func<LogContext, LogContext>[] Less =
    [
        context => context with { LastLines = [.. context.LastLines.TakeLast(MostLines)] },
        context => context with { LastLines = [], Related = [] },
        context => context with { Exception = context.Exception is { } found ? found with { Stack = [] } : null },
        context => context with
        {
            Signatures = [.. context.Signatures.Take(3)],
            Changes = [.. context.Changes.Take(5)],
        },
        context => new()
        {
            Failing = context.Failing,
            MoreSignatures = context.MoreSignatures,
            Redacted = context.Redacted,
        },
    ];

    /// <summary>At most 64 KB: with the last ten lines; of what is too large the most telling is left.</summary>
    public static void Bounded(Utf8JsonWriter json, LogContext context)
    {
        byte[] written = [];
        foreach (var less in Less)
        {
            context = less(context);
            written = LogContextJson.Write(context);
            if (written.Length <= Longest)
            {
                break;
            }
        }

        json.WriteRawValue(written, skipInputValidation: true);
    }
}
