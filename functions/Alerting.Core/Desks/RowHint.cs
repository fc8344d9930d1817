using System.Globalization;
using Alerting.Core.Ports;

namespace Alerting.Core.Desks;

/// <summary>What a message says: which row to look at, and what was known of it when the message was sent.</summary>
/// <param name="Queue">The queue it travels in.</param>
/// <param name="Subject">A shard's partition (<see cref="QueueNames.Wake"/>) or a notice id; no blanks.</param>
/// <param name="Mark">When the shard has something due, in unix milliseconds; or which attempt at the notice.</param>
/// <param name="Tries">How often it was put back, from 0.</param>
public readonly record struct RowHint(string Queue, string Subject, long Mark, int Tries)
{
    /// <summary>Makes the id unlike that of any other message; null where messages may be merged.</summary>
    public string? Salt { get; init; }

    /// <summary>
    /// The message id: the same for all messages that ask for the same, so that duplicate detection merges them;
    /// another one each time it is put back.
    /// </summary>
    public string Id
    {
        get
        {
            var tries = Tries == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $".{Tries}");
            var salt = Salt is null ? "" : "." + Salt;
            return string.Create(CultureInfo.InvariantCulture, $"{Subject}.{Mark}{tries}{salt}");
        }
    }

    /// <summary>The message body, which <see cref="TryParse"/> reads.</summary>
    public string Body => string.Create(CultureInfo.InvariantCulture, $"{Subject} {Mark} {Tries}");

    /// <summary>Whether it asks for a look at a shard.</summary>
    public bool IsWake => string.Equals(Queue, QueueNames.Wake, StringComparison.Ordinal);

    /// <summary>The instant of a wake.</summary>
    public DateTimeOffset Due => DateTimeOffset.FromUnixTimeMilliseconds(Mark);

    /// <summary>Reads a body; false where it is none of ours.</summary>
    public static bool TryParse(string queue, string body, out RowHint hint)
    {
        hint = default;
        if (body.Split(' ') is not [{ Length: > 0 } subject, var mark, var tries]
            || !long.TryParse(mark, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            || number > DateTimeOffset.MaxValue.ToUnixTimeMilliseconds()
            || !int.TryParse(tries, NumberStyles.None, CultureInfo.InvariantCulture, out var count))
        {
            return false;
        }

        hint = new(queue, subject, number, count);
        return true;
    }
}
