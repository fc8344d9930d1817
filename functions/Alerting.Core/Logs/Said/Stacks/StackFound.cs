using System.Collections.Immutable;

namespace Alerting.Core.Logs.Said.Stacks;

/// <summary>A stack trace that was found.</summary>
/// <param name="Type">Of the exception that counts; may be empty.</param>
/// <param name="Message">Its message, one line; may be empty.</param>
/// <param name="Own">The frames that are no library's, as they are named, without lines; the outermost first where its
/// language prints them so.</param>
/// <param name="Folded">Its lines, with the frames of libraries counted.</param>
internal sealed record StackFound(string Type, string Message, ImmutableArray<string> Own,
    ImmutableArray<string> Folded)
{
    /// <summary>As it is written where it is all that is said.</summary>
    public string Says => Message.Length == 0 ? Type : Type.Length == 0 ? Message : $"{Type}: {Message}";
}
