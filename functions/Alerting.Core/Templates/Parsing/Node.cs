using System.Collections.Immutable;

namespace Alerting.Core.Templates.Parsing;

/// <summary>A piece of a parsed template; the shapes are those of Go's text/template/parse. A closed family.</summary>
/// <param name="Line">Where it begins, from 1.</param>
internal abstract record Node(int Line)
{
    /// <summary>Bytes of UTF-8 before it in its line.</summary>
    public int Column { get; init; }

    /// <summary>As messages show it, which is as it could have been written.</summary>
    public sealed override string ToString() => NodeText.Of(this);

    /// <summary>Pieces one after the other.</summary>
    internal sealed record List(int Line, ImmutableArray<Node> Nodes) : Node(Line)
    {
        /// <summary>What messages call the text that it stood in; of the body of a template only.</summary>
        public string Source { get; init; } = "";
    }

    /// <summary>Text as it stands.</summary>
    internal sealed record Text(int Line, string Value) : Node(Line);

    /// <summary>A pipeline whose value is printed, unless it declares or assigns.</summary>
    internal sealed record Action(int Line, Pipe Of) : Node(Line);

    /// <summary>A comment; printed as nothing.</summary>
    internal sealed record Comment(int Line) : Node(Line);

    /// <summary><c>if</c>, or <c>with</c>, which moves the dot.</summary>
    internal sealed record Branch(int Line, bool IsWith, Pipe Of, List Then, List? Else) : Node(Line);

    /// <summary><c>range</c>.</summary>
    internal sealed record Range(int Line, Pipe Of, List Body, List? Else) : Node(Line);

    /// <summary><c>break</c>.</summary>
    internal sealed record Break(int Line) : Node(Line);

    /// <summary><c>continue</c>.</summary>
    internal sealed record Continue(int Line) : Node(Line);

    /// <summary><c>template "name" pipeline</c>.</summary>
    internal sealed record Invocation(int Line, string Name, Pipe? Of) : Node(Line);

    /// <summary>Commands joined by <c>|</c>, with the variables that it declares or, when <see cref="IsAssign"/>,
    /// assigns.</summary>
    internal sealed record Pipe(
        int Line, bool IsAssign, ImmutableArray<string> Variables, ImmutableArray<Command> Commands) : Node(Line);

    /// <summary>A function or value and its arguments.</summary>
    internal sealed record Command(int Line, ImmutableArray<Node> Args) : Node(Line);

    /// <summary><c>.</c></summary>
    internal sealed record Dot(int Line) : Node(Line);

    /// <summary><c>nil</c></summary>
    internal sealed record Nil(int Line) : Node(Line);

    /// <summary>A function by its name.</summary>
    internal sealed record Identifier(int Line, string Name) : Node(Line);

    /// <summary><c>.A.B</c></summary>
    internal sealed record Field(int Line, ImmutableArray<string> Names) : Node(Line);

    /// <summary><c>$x.A.B</c>; the name has its dollar.</summary>
    internal sealed record Variable(int Line, string Name, ImmutableArray<string> Names) : Node(Line);

    /// <summary><c>(…).A.B</c> or another operand with fields behind it.</summary>
    internal sealed record Chain(int Line, Node Of, ImmutableArray<string> Names) : Node(Line);

    /// <summary><c>true</c> or <c>false</c>.</summary>
    internal sealed record Truth(int Line, bool Value) : Node(Line);

    /// <summary>A quoted or raw string; <see cref="Quoted"/> is as it stands in the text.</summary>
    internal sealed record Literal(int Line, string Quoted, string Value) : Node(Line);

    /// <summary>A number as it stands in the text; what it can be, of those that it can be.</summary>
    internal sealed record Number(
        int Line, string Written, long? Integer, ulong? Unsigned, double? Float, bool IsCharacter) : Node(Line);
}
