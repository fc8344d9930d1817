using System.Text;

namespace Alerting.Core.Tests.Templates.Peers;

/// <summary>
/// A template by chance, out of the whole language as far as Alertmanager 0.25 has it. Most can be carried out; some use a
/// value as what it is not, some are broken in one place. None prints label sets, which later releases print otherwise.
/// </summary>
internal sealed class RandomTemplate
{
    private static readonly string[] Words =
        ["x", "Alert: ", " ", "\n", "  \n\t", "é中😀", "a < b & c > d \"q\" 'r'", "`", "}", "{ }", "\\", "-", "100%", "[1]", "# "];

    // Where a value may stand in html, a hole at each place.
    private static readonly string[] Markup =
    [
        "<p>@</p>", "<a href=\"@\">x</a>", "<a href='/q?a=@&b=@'>x</a>", "<b title=\"@\" class='@ c'>@</b>", "<i title=@>x</i>",
        "<td style=\"color: @; width: 1px\">@</td>", "<script>var a = @, b = \"@\";</script>", "<style>.a { color: @ }</style>",
        "<!-- @ -->", "<textarea>@</textarea>", "<img src=\"https://h.example/@.png?x=@\" alt=@>", "<div onclick=\"f(@)\">@</div>",
        "<title>@</title>", "<input value='@' @>", "<br/>@<hr>", "<a href=\"mailto:a@b?subject=@\">@</a>", "<a href=@>x</a>",
        "<script type=\"application/json\">{\"a\": @}</script>", "<p data-x=\"@\">@</p>", "<svg><text x=@>@</text></svg>",
    ];

    private readonly Random random;
    private readonly RandomExpression expressions;
    private readonly bool isHtml;
    private readonly string names;
    private readonly StringBuilder defined = new();
    private int definitions;
    private int variables;
    private int loops;
    private int left = 14;

    private RandomTemplate(int seed, bool isHtml)
    {
        random = new(seed);
        expressions = new(random);
        this.isHtml = isHtml;
        names = $"t{(uint)seed}";
    }

    public static string Next(int seed, bool isHtml)
    {
        var template = new RandomTemplate(seed, isHtml);
        var text = template.Statements(new(Kind.Data, []), depth: 0);
        return template.Broken(template.defined + text);
    }

    // One in fifteen: a character or a piece too few, or one too many.
    private string Broken(string text)
    {
        if (text.Length < 2 || random.Next(15) > 0)
        {
            return text;
        }

        var at = random.Next(text.Length);
        var broken = random.Next(3) switch
        {
            0 => text.Remove(at, Math.Min(random.Next(1, 4), text.Length - at)),
            1 => text.Insert(at, One("}}", "{{", "\"", ")", "(", "|", "{{ end }}", "$", ".", " ", "{{ else }}", "'")),
            _ => text[..at],
        };

        // Half a character cannot be written to a file.
        return string.Concat(broken.EnumerateRunes());
    }

    private string Statements(Scope scope, int depth)
    {
        var text = new StringBuilder();
        for (var count = random.Next(1, 4); count > 0 && left > 0; count--)
        {
            left--;
            text.Append(Statement(scope, depth));
        }

        return text.ToString();
    }

    private string Statement(Scope scope, int depth) => random.Next(depth > 2 ? 7 : 16) switch
    {
        0 => Word(),
        1 or 2 or 3 => isHtml && random.Next(2) == 0 ? Marked(scope) : Action(expressions.Printed(scope)),
        4 => Declare(scope),
        5 => Assign(scope),
        6 => random.Next(3) > 0 ? Word() : loops > 0 && random.Next(2) == 0 ? Action(One("break", "continue")) : "{{/* note */}}",
        7 or 8 => If(scope, depth),
        9 or 10 or 11 => Range(scope, depth),
        12 or 13 => With(scope, depth),
        14 => Defined(scope, depth),
        _ => Action($"block \"{names}.{definitions++}\" {expressions.Of(scope.Dot, scope)}")
            + Statements(new(scope.Dot, []), depth + 1) + Action("end"),
    };

    private string Word() => Words[random.Next(Words.Length)];

    private string Marked(Scope scope)
    {
        var text = new StringBuilder();
        foreach (var c in Markup[random.Next(Markup.Length)])
        {
            text.Append(c == '@' ? Action(expressions.Printed(scope)) : c.ToString());
        }

        return text.ToString();
    }

    private string Declare(Scope scope)
    {
        var kind = expressions.AnyKind();
        var name = $"$v{variables++}";
        var text = Action($"{name} := {expressions.Of(kind, scope)}");
        scope.Variables.Add((name, kind));
        return text;
    }

    private string Assign(Scope scope)
    {
        if (scope.Variables.Count == 0)
        {
            return Declare(scope);
        }

        var (name, kind) = scope.Variables[random.Next(scope.Variables.Count)];
        return Action($"{name} = {expressions.Of(kind, scope)}");
    }

    private string If(Scope scope, int depth)
    {
        var text = new StringBuilder(Action($"if {expressions.Of(expressions.Likely(Kind.Truth), scope)}"));
        text.Append(Statements(scope.Inner(), depth + 1));
        if (random.Next(3) == 0)
        {
            text.Append(Action($"else if {expressions.Of(Kind.Truth, scope)}")).Append(Statements(scope.Inner(), depth + 1));
        }

        if (random.Next(2) == 0)
        {
            text.Append(Action("else")).Append(Statements(scope.Inner(), depth + 1));
        }

        return text.Append(Action("end")).ToString();
    }

    private string Range(Scope scope, int depth)
    {
        var over = random.Next(6) switch { 0 => Kind.Labels, 1 => Kind.Pairs, 2 => Kind.Texts, _ => Kind.Alerts };
        var each = over switch
        {
            Kind.Alerts => Kind.Alert,
            Kind.Pairs => Kind.Pair,
            Kind.Labels or Kind.Texts => Kind.Text,
            _ => Kind.Text,
        };
        var pipe = expressions.Of(over, scope);
        var inner = scope.Inner() with { Dot = each };
        var names = random.Next(3);
        var (key, value) = ($"$v{variables++}", $"$v{variables++}");
        if (names > 0)
        {
            inner.Variables.Add((value, each));
        }

        if (names == 2)
        {
            inner.Variables.Add((key, over == Kind.Labels ? Kind.Text : Kind.Whole));
        }

        loops++;
        var body = Statements(inner, depth + 1);
        loops--;
        var otherwise = random.Next(4) == 0 ? Action("else") + Statements(scope.Inner(), depth + 1) : "";
        return Action("range " + (names == 2 ? $"{key}, {value} := " : names == 1 ? $"{value} := " : "") + pipe) + body
            + otherwise + Action("end");
    }

    private string With(Scope scope, int depth)
    {
        var kind = expressions.AnyKind();
        var pipe = expressions.Of(kind, scope);
        var inner = scope.Inner() with { Dot = kind };
        var name = random.Next(3) == 0 ? $"$v{variables++}" : null;
        if (name is not null)
        {
            inner.Variables.Add((name, kind));
        }

        var otherwise = random.Next(3) == 0 ? Action("else") + Statements(scope.Inner(), depth + 1) : "";
        return Action($"with {(name is null ? "" : name + " := ")}{pipe}") + Statements(inner, depth + 1) + otherwise + Action("end");
    }

    private string Defined(Scope scope, int depth)
    {
        var kind = random.Next(5) > 0 ? Kind.Data : expressions.AnyKind();
        var name = $"{names}.{definitions++}";
        var (around, outer) = (loops, defined.Length);
        loops = 0;
        var body = Statements(new(kind, []), depth + 1);
        loops = around;
        defined.Insert(outer, Action($"define \"{name}\"") + body + Action("end"));
        return Action($"template \"{name}\" {expressions.Of(kind, scope)}");
    }

    private string Action(string inside) => random.Next(9) switch
    {
        0 => "{{- " + inside + " }}",
        1 => "{{ " + inside + " -}}",
        2 => "{{- " + inside + " -}}",
        3 => "{{" + inside + "}}",
        4 => "{{ " + inside + "\n }}",
        _ => "{{ " + inside + " }}",
    };

    private string One(params string[] of) => of[random.Next(of.Length)];
}
