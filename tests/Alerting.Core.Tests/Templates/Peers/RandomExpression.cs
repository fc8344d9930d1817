namespace Alerting.Core.Tests.Templates.Peers;

/// <summary>Expressions of a kind that is wanted, by chance; one in 160 is of another kind, or refers to nothing.</summary>
internal sealed class RandomExpression(Random random)
{
    private static readonly string[] Names =
        ["alertname", "severity", "instance", "job", "summary", "description", "message", "runbook_url", "missing", "cluster"];

    private static readonly string[] Layouts =
    [
        "2006-01-02 15:04:05", "Jan _2 3:04PM MST", "Monday 02 January 06 -0700", "15:04:05.000 Z07:00", "2006-01-02T15:04:05.999999Z07",
        "1/2 03:04:05,000 pm", "002 __2 PM", "日2006", "", "05.00 Mon",
    ];

    // Go prints of others what is inside of them, and that of label sets otherwise in each release.
    private static readonly Kind[] Simplest = [Kind.Text, Kind.Whole, Kind.Real, Kind.Truth, Kind.Texts, Kind.Duration];

    private int depth;

    public Kind AnyKind() => (Kind)random.Next(13);

    /// <summary>Mostly that, at times another one: truth is asked of anything.</summary>
    public Kind Likely(Kind kind) => random.Next(3) > 0 ? kind : AnyKind();

    /// <summary>A pipeline that prints as every release prints it.</summary>
    public string Printed(Scope scope)
    {
        var kind = One(Kind.Text, Kind.Text, Kind.Text, Kind.Whole, Kind.Real, Kind.Truth, Kind.Time, Kind.Duration, Kind.Texts);
        var pipe = Of(kind, scope);
        return random.Next(5) > 0 ? pipe : kind switch
        {
            Kind.Text => pipe + One(" | toUpper", " | printf \"%q\"", " | printf \"[%-6s]\"", " | html", " | urlquery", " | len", " | title"),
            Kind.Whole => pipe + One(" | printf \"%05d\"", " | printf \"%x\"", " | print", " | printf \"%s\"", " | printf \"%+d|%[1]q\"", " | eq 1"),
            Kind.Real => pipe + One(" | printf \"%.2f\"", " | printf \"%8.3e\"", " | printf \"%g\"", " | print", " | printf \"%d\""),
            Kind.Truth => pipe + One(" | printf \"%t\"", " | not", " | print", " | printf \"%v %s\""),
            Kind.Time => pipe + One(" | print", " | printf \"%s\"", " | println"),
            Kind.Duration => pipe + One(" | printf \"%v\"", " | printf \"%d\"", " | print"),
            Kind.Texts => pipe + One(" | join \", \"", " | len", " | printf \"%q\"", " | printf \"%v\""),
            _ => pipe,
        };
    }

    /// <summary>An operand of a kind.</summary>
    public string Of(Kind kind, Scope scope)
    {
        if (random.Next(160) == 0)
        {
            return random.Next(2) == 0 && depth < 3 ? Of(One(Simplest), scope) : One("(.Nope)", "$nope", "(nope 1)", "(nil)", "(1 | 2)", "(.Status.x)");
        }

        var same = scope.Variables.Where(variable => variable.Kind == kind).ToArray();
        if (scope.Dot == kind && random.Next(3) == 0)
        {
            return ".";
        }

        if (scope.Root == kind && random.Next(6) == 0)
        {
            return "$";
        }

        if (same.Length > 0 && random.Next(3) == 0)
        {
            return same[random.Next(same.Length)].Name;
        }

        depth++;
        try
        {
            return depth > 4 ? Simple(kind, scope) : Made(kind, scope);
        }
        finally
        {
            depth--;
        }
    }

    private string Simple(Kind kind, Scope scope) => kind switch
    {
        Kind.Data => Data(scope, "."),
        Kind.Alerts => Data(scope, ".Alerts"),
        Kind.Alert => scope.Dot == Kind.Alert ? "." : $"(index {Data(scope, ".Alerts")} 0)",
        Kind.Labels => scope.Dot == Kind.Alert ? One(".Labels", ".Annotations") : Data(scope, One(".CommonLabels", ".GroupLabels", ".CommonAnnotations")),
        Kind.Pairs => Data(scope, ".CommonLabels.SortedPairs"),
        Kind.Pair => scope.Dot == Kind.Pair ? "." : $"(index {Data(scope, ".CommonLabels.SortedPairs")} 0)",
        Kind.Texts => One("(stringSlice \"a\" \"b\" \"alertname\")", "(stringSlice)"),
        Kind.Text => Literal(),
        Kind.Whole => One("0", "1", "2", "-3", "0x10", "'a'", "42"),
        Kind.Real => One("1.5", "0.0", "-2.25", "1e3", ".5"),
        Kind.Truth => One("true", "false"),
        Kind.Time => scope.Dot == Kind.Alert ? ".StartsAt" : $"(index {Data(scope, ".Alerts")} 0).StartsAt",
        Kind.Duration => $"({Simple(Kind.Time, scope)}.Sub {Simple(Kind.Time, scope)})",
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    // In a template that is called with something else, the data is not to be had.
    private string Data(Scope scope, string member) => scope switch
    {
        { Dot: Kind.Data } when scope.Root != Kind.Data || random.Next(2) == 0 => member,
        { Root: Kind.Data } => member == "." ? "$" : "$" + member,
        _ => "(index (stringSlice) 0)" + (member == "." ? "" : member),
    };

    private static string Member(string of, string name) => of == "." ? "." + name : of + "." + name;

    private string Made(Kind kind, Scope scope)
    {
        string T(Kind of) => Of(of, scope);
        return kind switch
        {
            Kind.Alerts => random.Next(3) switch
            {
                0 => $"(slice {Data(scope, One(".Alerts", ".Alerts.Firing"))} 0 {One("0", "1", "1", "1")})",
                1 => Data(scope, ".Alerts.Firing"),
                _ => Data(scope, One(".Alerts", ".Alerts.Resolved")),
            },
            Kind.Alert => random.Next(3) == 0 ? $"(index {T(Kind.Alerts)} {One("0", "0", "1")})" : Simple(kind, scope),
            Kind.Labels => random.Next(3) switch
            {
                0 => $"({Member(T(Kind.Labels), "Remove")} {T(Kind.Texts)})",
                1 => Member(T(Kind.Alert), One("Labels", "Annotations")),
                _ => Simple(kind, scope),
            },
            Kind.Pairs => Member(T(Kind.Labels), "SortedPairs"),
            Kind.Pair => $"(index {T(Kind.Pairs)} {One("0", "0", "1")})",
            Kind.Texts => random.Next(3) switch
            {
                0 => Member(T(Kind.Labels), One("Names", "Values")),
                1 => Member(T(Kind.Pairs), One("Names", "Values")),
                _ => $"(stringSlice {T(Kind.Text)} {T(Kind.Text)})",
            },
            Kind.Text => MadeText(scope),
            Kind.Whole => MadeWhole(scope),
            Kind.Real => random.Next(2) == 0 ? Member(T(Kind.Duration), One("Seconds", "Minutes", "Hours")) : Simple(kind, scope),
            Kind.Truth => MadeTruth(scope),
            Kind.Time => MadeTime(scope),
            Kind.Duration => random.Next(4) switch
            {
                0 => $"({Member(T(Kind.Duration), One("Round", "Truncate"))} {One("1000000000", "60e9", "1", "0")})",
                1 => Member(T(Kind.Duration), "Abs"),
                _ => $"({Member(T(Kind.Time), "Sub")} {T(Kind.Time)})",
            },
            Kind.Data => Simple(kind, scope),
            _ => throw new ArgumentOutOfRangeException(nameof(kind)),
        };
    }

    private string MadeText(Scope scope)
    {
        string T(Kind of) => Of(of, scope);
        return random.Next(15) switch
        {
            0 => $"({One("toUpper", "toLower", "title")} {T(Kind.Text)})",
            1 => $"({T(Kind.Texts)} | join {One("\", \"", "\"\"", "\" | \"")})",
            2 => $"(reReplaceAll {One("\"[aeiou]\"", "\"(.)(.)\"", "`\\s+`", "\"^$\"", "\"é|l\"", "\"(\"")} {One("\"_\"", "\"$2$1\"", "\"${1}x\"", "\"\"", "\"$\"", "\"$x\"")} {T(Kind.Text)})",
            3 => $"(printf {One("\"%s/%s\"", "\"%q %v\"", "\"%-8s|%8s\"", "\"%.3s%s\"", "\"%x %X\"", "\"%s\"", "\"%d %s\"", "\"%[2]s %[1]s\"", "\"%6.2s|%+q\"")} {T(Kind.Text)} {T(Kind.Text)})",
            4 => $"(print {T(Kind.Text)} {T(One(Kind.Whole, Kind.Text, Kind.Real, Kind.Truth))} {T(Kind.Whole)})",
            5 => $"(printf {One("\"%d\"", "\"%v\"", "\"%6d|\"", "\"%b\"", "\"%o\"", "\"%#x\"", "\"%c\"", "\"%U\"", "\"% d\"", "\"%s\"")} {T(Kind.Whole)})",
            6 => $"({Member(T(Kind.Time), "Format")} {Quote(Layouts[random.Next(Layouts.Length)])})",
            7 => $"(slice {T(Kind.Text)} {One("0", "0", "1")}{One("", "", " 1", " 2")})",
            8 => $"(index {T(Kind.Labels)} {Quote(Names[random.Next(Names.Length)])})",
            9 => Member(T(Kind.Labels), Names[random.Next(Names.Length)]),
            10 => Member(T(Kind.Pair), One("Name", "Value")),
            11 => Member(T(Kind.Alert), One("Status", "GeneratorURL", "Fingerprint")),
            12 => $"{One("(urlquery", "(html", "(js")} {T(Kind.Text)})",
            13 => $"({One("or", "and")} {T(Kind.Text)} {T(Kind.Text)})",
            _ => scope is { Root: not Kind.Data, Dot: not Kind.Data } ? Literal() : Data(scope, One(".Receiver", ".Status", ".ExternalURL")),
        };
    }

    private string MadeWhole(Scope scope)
    {
        string T(Kind of) => Of(of, scope);
        return random.Next(4) switch
        {
            0 => $"(len {T(One(Kind.Text, Kind.Alerts, Kind.Labels, Kind.Texts, Kind.Pairs))})",
            1 => Member(T(Kind.Time), One("Year", "Unix", "Minute", "Nanosecond", "YearDay", "UnixNano", "Day", "Second", "Hour")),
            2 => Member(T(Kind.Duration), One("Milliseconds", "Nanoseconds", "Microseconds")),
            _ => Simple(Kind.Whole, scope),
        };
    }

    private string MadeTruth(Scope scope)
    {
        string T(Kind of) => Of(of, scope);
        var kind = One(Kind.Text, Kind.Whole, Kind.Real);
        return random.Next(7) switch
        {
            0 => $"({One("eq", "ne", "lt", "le", "gt", "ge")} {T(kind)} {T(kind)})",
            1 => $"(eq {T(kind)} {T(kind)} {T(kind)})",
            2 => $"(not {T(AnyKind())})",
            3 => $"({One("and", "or")} {T(Kind.Truth)} {T(Kind.Truth)})",
            4 => $"(match {One("\"^a\"", "\"[A-Z]\"", "`\\d+`", "\"(?i)CRIT\"", "\"[\"")} {T(Kind.Text)})",
            5 => $"({Member(T(Kind.Time), One("Before", "After", "Equal"))} {T(Kind.Time)})",
            _ => Member(T(Kind.Time), "IsZero"),
        };
    }

    private string MadeTime(Scope scope)
    {
        string T(Kind of) => Of(of, scope);
        return random.Next(6) switch
        {
            0 => Member(T(Kind.Time), "UTC"),
            1 => $"({Member(T(Kind.Time), "Add")} {One("28800e9", "-1", "3600000000000", T(Kind.Duration))})",
            2 => $"({Member(T(Kind.Time), One("Truncate", "Round"))} {One("1000000000", "86400e9", "7000000000")})",
            3 => $"({Member(T(Kind.Time), "AddDate")} {One("0 1 0", "1 0 -1", "-1 13 40")})",
            _ => Member(T(Kind.Alert), One("StartsAt", "EndsAt", "StartsAt")),
        };
    }

    private string Literal() => One(
        "\"\"", "\"a\"", "\"Hello, World\"", "\"é中😀\"", "\"a\\tb\\n\\\"c\\\"\"", "`raw \\n`", "\"<b>&'\"", "\"%d\"", "\"x=1&y=2 z\"", "\"\\u00e9\\x41\\101\"",
        "\"123\"", "\"/path?q\"", "\"javascript:alert(1)\"", "\"o'neil mc-DONALD\"");

    private static string Quote(string text) => "\"" + text + "\"";

    private TOne One<TOne>(params TOne[] of) => of[random.Next(of.Length)];
}
