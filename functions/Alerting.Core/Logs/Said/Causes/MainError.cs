using Alerting.Core.Logs.Said.Lines;

namespace Alerting.Core.Logs.Said.Causes;

/// <summary>
/// Which unit of a log tells why it ended: the last stack trace that is no chatter of the end, else the last error that
/// is none, else the last error of all.
/// </summary>
internal static class MainError
{
    /// <summary>Its place; -1: nothing tells of an error.</summary>
    public static int Of(IReadOnlyList<LogUnit> units)
    {
        var (stack, error, any) = (-1, -1, -1);
        for (var at = 0; at < units.Count; at++)
        {
            if (!units[at].IsError)
            {
                continue;
            }

            any = at;
            var isChatter = units[at].IsChatter;
            error = isChatter ? error : at;
            stack = isChatter || units[at].Stack is not { Type.Length: > 0 } ? stack : at;
        }

        return stack >= 0 ? stack : error >= 0 ? error : any;
    }
}
