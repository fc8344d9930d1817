using System.Collections.Immutable;
using Alerting.Core.Configuration.Addresses;

namespace Alerting.Adapters.Channels.Email.Letters;

/// <summary>A notice as mail, whatever carries it; the same for each of its recipients.</summary>
internal sealed record Letter
{
    /// <summary>The notice's id.</summary>
    public required string NoticeId { get; init; }

    /// <summary>When it was decided: the date of the mail, the same in every attempt.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Who writes.</summary>
    public required Mailbox From { get; init; }

    /// <summary>Who is written to; at least one.</summary>
    public required ImmutableArray<Mailbox> To { get; init; }

    /// <summary>The error of a template in whose place our plain text stands, one line; null for none.</summary>
    public string? Fault { get; init; }

    /// <summary>Entries of the list of recipients that are no addresses.</summary>
    public int Invalid { get; init; }

    /// <summary>One line; may be empty.</summary>
    public required string Subject { get; init; }

    /// <summary>Plain text; never empty.</summary>
    public required string Text { get; init; }

    /// <summary>The same as html; null: no such part.</summary>
    public string? Html { get; init; }

    /// <summary>What is said above all else, a line each.</summary>
    public required ImmutableArray<string> Notes { get; init; }

    /// <summary>Further fields by their canonical names; one line each, none of them empty.</summary>
    public required ImmutableArray<KeyValuePair<string, string>> Headers { get; init; }

    /// <summary>The message that all of its thread answer to; null: the fields above say what it answers to.</summary>
    public required string? Root { get; init; }

    /// <summary>The id of the message to one recipient: the same in every attempt, so that a repeat can be
    /// dropped.</summary>
    public string MessageId(Mailbox recipient) =>
        $"<{NoticeId.Replace('[', '_').Replace("]", "", StringComparison.Ordinal)}.{recipient.Mark}@{From.Domain}>";

    /// <summary>Further fields of one name; null where there is none.</summary>
    public string? Header(string name) => Headers.Where(
        header => string.Equals(header.Key, name, StringComparison.OrdinalIgnoreCase))
        .Select(header => header.Value).FirstOrDefault();

    /// <summary>The same, said to be a possible repeat.</summary>
    public Letter AsRepeat() =>
        Notes.Contains(LetterNotes.Repeat) ? this : this with { Notes = [.. Notes, LetterNotes.Repeat] };
}
