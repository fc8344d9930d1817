namespace Alerting.Core.Templates.Values;

/// <summary>Go's types of whole numbers other than <c>int</c>, which is <see cref="long"/> here.</summary>
internal enum IntegerKind
{
    Int64,
    Int32,
    UInt8,
    UInt64,
    Month,
    Weekday,
}

/// <summary>A whole number of such a type.</summary>
/// <param name="Kind">Its type.</param>
/// <param name="Value">Its value; the bits of it for <see cref="IntegerKind.UInt64"/>.</param>
internal readonly record struct Integer(IntegerKind Kind, long Value)
{
    private static readonly string[] Months =
    [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
        "November", "December",
    ];

    private static readonly string[] Weekdays =
        ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];

    /// <summary>Whether the type has no negative numbers.</summary>
    public bool IsUnsigned => Kind is IntegerKind.UInt8 or IntegerKind.UInt64;

    /// <summary>The name of a month or a day of the week; null for other types.</summary>
    public string? Name => Kind switch
    {
        IntegerKind.Month => Value is >= 1 and <= 12 ? Months[Value - 1] : $"%!Month({(ulong)Value})",
        IntegerKind.Weekday => Value is >= 0 and <= 6 ? Weekdays[Value] : $"%!Weekday({(ulong)Value})",
        _ => null,
    };
}
