using System.Globalization;
using System.Text;

namespace Alerting.Core.Sources.AlertmanagerApi;

/// <summary>An instant of a post; the default one is Go's zero time, which means none.</summary>
/// <param name="UtcTicks">Its ticks, also where <see cref="DateTimeOffset"/> ends: year 0 and year 10000.</param>
/// <param name="Value">The same as near as can be, with the sender's offset.</param>
internal readonly record struct GoInstant(long UtcTicks, DateTimeOffset Value)
{
    /// <summary>Whether it means none.</summary>
    public bool IsZero => UtcTicks == 0;

    /// <summary>An instant of our own.</summary>
    public static GoInstant Of(DateTimeOffset value) => new(value.UtcTicks, value);
}

/// <summary>
/// Reads a time as go-openapi does (<c>strfmt.ParseDateTime</c>), which takes more than RFC 3339: no zone, no seconds,
/// a blank for the T, no time of day, an hour of one digit, a comma before the fraction, an offset without colon after
/// 3 or 6 digits of fraction. An empty text is 1970.
/// </summary>
internal ref struct GoTime
{
    private const string LastLayout = "2006-01-02";

    private static readonly long Epoch = DateTimeOffset.UnixEpoch.UtcTicks;

    private ReadOnlySpan<char> rest;
    private string? fault;
    private int year;
    private int month;
    private int day;
    private long timeOfDay;
    private int fractionDigits;

    /// <summary>The instant; false with what Go says of the last layout it tries.</summary>
    public static bool TryParse(string text, out GoInstant value, out string fault)
    {
        fault = "";
        if (text.Length == 0)
        {
            value = new(Epoch, DateTimeOffset.UnixEpoch);
            return true;
        }

        // Go goes by bytes: each becomes a character.
        text = Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(text));
        if (new GoTime { rest = text }.TryWithT(out value) || new GoTime { rest = text }.TryWithBlank(out value))
        {
            return true;
        }

        var last = new GoTime { rest = text };
        if (last.TryDateAlone(out value))
        {
            return true;
        }

        fault = $"parsing time {Quote(text)}{last.fault}";
        return false;
    }

    private bool TryWithT(out GoInstant value)
    {
        value = default;
        var offset = TimeSpan.Zero;
        Date();
        Literal('T');
        HourAndMinute();
        if (fault is null && rest is not ("" or "Z"))
        {
            Second();
            Offset(ref offset);
        }

        return fault is null && TryInstant(offset, out value);
    }

    private bool TryWithBlank(out GoInstant value)
    {
        value = default;
        Date();
        Blanks();
        HourAndMinute();
        Second();
        return fault is null && rest.Length == 0 && TryInstant(TimeSpan.Zero, out value);
    }

    private bool TryDateAlone(out GoInstant value)
    {
        value = default;
        Date();
        if (fault is null && rest.Length > 0)
        {
            fault = $": extra text: {Quote(rest)}";
        }

        return fault is null && TryInstant(TimeSpan.Zero, out value);
    }

    private void Date()
    {
        Year();
        Literal('-');
        month = TwoDigits("01");
        Range(month is >= 1 and <= 12, "month");
        Literal('-');
        day = TwoDigits("02");
    }

    private void Year()
    {
        Need(rest.Length >= 4 && char.IsAsciiDigit(rest[0]), "2006");
        if (fault is null)
        {
            // Go has taken them before it sees that they are no number.
            var digits = rest[..4];
            rest = rest[4..];
            Need(int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out year), "2006");
        }
    }

    private void HourAndMinute()
    {
        var hour = rest is [>= '0' and <= '9', not (>= '0' and <= '9'), ..] or [>= '0' and <= '9']
            ? Digits(1) : TwoDigits("15");
        Range(hour < 24, "hour");
        Literal(':');
        var minute = TwoDigits("04");
        Range(minute < 60, "minute");
        timeOfDay = new TimeSpan(hour, minute, 0).Ticks;
    }

    private void Second()
    {
        Literal(':');
        var second = TwoDigits("05");
        Range(second < 60, "second");
        timeOfDay += TimeSpan.FromSeconds(second).Ticks;
        if (fault is null && rest is ['.' or ',', >= '0' and <= '9', ..])
        {
            Fraction();
        }
    }

    private void Fraction()
    {
        var scale = TimeSpan.TicksPerSecond;
        for (rest = rest[1..]; rest is [>= '0' and <= '9', ..]; rest = rest[1..])
        {
            scale /= 10;
            timeOfDay += scale * (rest[0] - '0');
            fractionDigits++;
        }
    }

    private void Offset(ref TimeSpan offset)
    {
        if (fault is not null || rest is "" or "Z")
        {
            return;
        }

        var hasColon = rest.Length == 6 && rest[3] == ':';
        var isShaped = rest[0] is '+' or '-' && (hasColon || (rest.Length == 5 && fractionDigits is 3 or 6));
        Need(isShaped, "Z07:00");
        var isBehind = rest[0] == '-';
        rest = rest[1..];
        var hours = TwoDigits("07");
        rest = hasColon && fault is null ? rest[1..] : rest;
        var minutes = TwoDigits("00");

        // Up to and with 24 h and 60 min, since Go 1.20 or so; 1.19 bounds neither.
        Range(hours <= 24, "time zone offset hour");
        Range(minutes <= 60, "time zone offset minute");
        offset = new TimeSpan(hours, minutes, 0);
        offset = isBehind ? -offset : offset;
    }

    private bool TryInstant(TimeSpan offset, out GoInstant value)
    {
        value = default;
        if (!Rfc3339.TryDay(year, month, day, out var ticks))
        {
            fault = ": day out of range";
            return false;
        }

        ticks += timeOfDay;
        value = new(ticks - offset.Ticks, Rfc3339.At(ticks, offset));
        return true;
    }

    // A layout's blank is any number of them.
    private void Blanks()
    {
        Need(rest is [' ', ..], " ");
        rest = fault is null ? rest.TrimStart(' ') : rest;
    }

    private void Literal(char c)
    {
        Need(rest.Length > 0 && rest[0] == c, c.ToString());
        rest = fault is null ? rest[1..] : rest;
    }

    private int TwoDigits(string element)
    {
        Need(rest is [>= '0' and <= '9', >= '0' and <= '9', ..], element);
        return fault is null ? Digits(2) : 0;
    }

    private int Digits(int count)
    {
        var value = int.Parse(rest[..count], CultureInfo.InvariantCulture);
        rest = rest[count..];
        return value;
    }

    private void Need(bool isThere, string element)
    {
        if (!isThere)
        {
            fault ??= $" as \"{LastLayout}\": cannot parse {Quote(rest)} as \"{element}\"";
        }
    }

    private void Range(bool isInside, string what)
    {
        if (!isInside)
        {
            fault ??= $": {what} out of range";
        }
    }

    // Go's package time quotes by bytes, unlike %q.
    private static string Quote(ReadOnlySpan<char> text)
    {
        var quoted = new StringBuilder("\"");
        foreach (var c in text[..Math.Min(text.Length, GoText.LongestInMessage)])
        {
            _ = c switch
            {
                '"' or '\\' => quoted.Append('\\').Append(c),
                < ' ' or >= '\x80' => quoted.Append(CultureInfo.InvariantCulture, $"\\x{(int)c:x2}"),
                _ => quoted.Append(c),
            };
        }

        return quoted.Append(text.Length > GoText.LongestInMessage ? "…\"" : "\"").ToString();
    }
}
