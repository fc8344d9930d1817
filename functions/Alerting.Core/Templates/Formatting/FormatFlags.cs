namespace Alerting.Core.Templates.Formatting;

/// <summary>What stands between the percent sign and the verb of a format.</summary>
internal struct FormatFlags
{
    /// <summary><c>#</c>: another form.</summary>
    public bool Sharp { get; set; }

    /// <summary><c>0</c>: filled with zeros.</summary>
    public bool Zero { get; set; }

    /// <summary><c>+</c>: always with a sign.</summary>
    public bool Plus { get; set; }

    /// <summary><c>-</c>: filled at the right.</summary>
    public bool Minus { get; set; }

    /// <summary>A space in place of a plus.</summary>
    public bool Space { get; set; }

    /// <summary><c>%#v</c>: as it would stand in a program.</summary>
    public bool IsSyntax { get; set; }

    /// <summary><c>%+v</c>: with the names of fields.</summary>
    public bool HasNames { get; set; }

    /// <summary>Characters at least.</summary>
    public int? Width { get; set; }

    /// <summary>Digits, or characters at most.</summary>
    public int? Precision { get; set; }

    /// <summary>The same for the verb <c>v</c>, of which two flags mean something else.</summary>
    public FormatFlags ForValue() => this with { IsSyntax = Sharp, Sharp = false, HasNames = Plus, Plus = false };
}
