using System.Globalization;

namespace Alerting.Core.Groups;

/// <summary>
/// Identity of a notice, <c>{group}.{integration}.{number}</c>: unique for ever, since numbers start at the unix
/// millisecond in which the slot was made.
/// </summary>
/// <param name="Group">Its group.</param>
/// <param name="Integration">Its integration, such as <c>slack[0]</c>.</param>
/// <param name="Number">Its number in the slot.</param>
public readonly record struct NoticeId(GroupId Group, string Integration, long Number)
{
    /// <summary>The kind of channel it leaves through, such as <c>slack</c>.</summary>
    public string Kind => Integration[..Integration.IndexOf('[', StringComparison.Ordinal)];

    /// <summary>Reads the printed form; false where the text is none.</summary>
    public static bool TryParse(string text, out NoticeId notice)
    {
        notice = default;
        var first = text.IndexOf('.', StringComparison.Ordinal);
        var last = text.LastIndexOf('.');
        if (first != GroupId.Length || last <= first + 1 || !text.AsSpan(first, last - first).Contains('[')
            || !long.TryParse(text.AsSpan(last + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            return false;
        }

        notice = new(new GroupId(text[..first]), text[(first + 1)..last], number);
        return true;
    }

    /// <inheritdoc/>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Group.Value}.{Integration}.{Number}");
}
