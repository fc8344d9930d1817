namespace Alerting.Core.Templates.Times;

/// <content>Offsets and abbreviations of zones.</content>
internal sealed partial class TimeReader
{
    private bool TakeOffset(string written)
    {
        if (written[0] == 'Z' && written.Length < 7 && Rest.StartsWith("Z"))
        {
            at++;
            parsed.IsUtc = true;
            return true;
        }

        // The places of the digits are those of the layout.
        if (Rest.Length < written.Length)
        {
            return false;
        }

        var value = Rest[..written.Length];
        for (var i = 0; i < written.Length; i++)
        {
            if (written[i] == ':' && value[i] != ':')
            {
                return false;
            }
        }

        at += written.Length;
        return SetOffset(value, written.Contains(':', StringComparison.Ordinal) ? 1 : 0);
    }

    private bool SetOffset(ReadOnlySpan<char> value, int colon)
    {
        var (minutes, seconds) = (3 + colon, 5 + (2 * colon));
        int minute = 0, second = 0;
        if (!IsNumber(value.Slice(1, 2), out var hour)
            || (value.Length > 3 && !IsNumber(value.Slice(minutes, 2), out minute))
            || (value.Length > 6 && !IsNumber(value.Slice(seconds, 2), out second)))
        {
            return false;
        }

        outOfRange = hour > 24 ? "time zone offset hour" : minute > 60 ? "time zone offset minute"
            : second > 60 ? "time zone offset second" : outOfRange;
        var offset = (((hour * 60) + minute) * 60) + second;
        parsed.Offset = value[0] == '-' ? -offset : offset;
        return value[0] is '+' or '-';
    }

    private bool TakeZoneName()
    {
        if (Rest.StartsWith("UTC"))
        {
            at += 3;
            parsed.IsUtc = true;
            return true;
        }

        var length = Rest.Length < 3 ? 0 : ZoneNameLength(Rest);
        parsed.ZoneName = text.Substring(at, length);
        at += length;
        return length > 0;
    }

    private static int ZoneNameLength(ReadOnlySpan<char> rest)
    {
        if (rest.StartsWith("ChST") || rest.StartsWith("MeST"))
        {
            return 4;
        }

        if (rest.StartsWith("GMT"))
        {
            return 3 + SignedHours(rest[3..]);
        }

        if (rest[0] is '+' or '-')
        {
            return SignedHours(rest);
        }

        var upper = 0;
        while (upper < Math.Min(6, rest.Length) && char.IsAsciiLetterUpper(rest[upper]))
        {
            upper++;
        }

        return upper switch
        {
            3 => 3,
            4 => rest[3] == 'T' || rest.StartsWith("WITA") ? 4 : 0,
            5 => rest[4] == 'T' ? 5 : 0,
            _ => 0,
        };
    }

    // Such as +03 or -4; up to 23.
    private static int SignedHours(ReadOnlySpan<char> rest)
    {
        if (rest.Length == 0 || rest[0] is not ('+' or '-'))
        {
            return 0;
        }

        var digits = rest[1..].IndexOfAnyExceptInRange('0', '9');
        digits = digits < 0 ? rest.Length - 1 : digits;
        return digits > 0 && digits < 10 && IsNumber(rest.Slice(1, digits), out var hours) && hours <= 23
            ? 1 + digits : 0;
    }
}
