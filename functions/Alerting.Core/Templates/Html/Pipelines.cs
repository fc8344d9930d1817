using System.Collections.Immutable;
using Alerting.Core.Templates.Parsing;

namespace Alerting.Core.Templates.Html;

/// <summary>Pipelines with functions put to their ends.</summary>
internal static class Pipelines
{
    /// <summary>Go's own function for HTML.</summary>
    public const string Html = "html";

    private const string UrlQuery = "urlquery";

    /// <summary>
    /// Go's own function for escaping that a pipeline must not have there: before its end, or for HTML in a value
    /// without quotes, which it does not escape for. Null where there is none.
    /// </summary>
    public static string? Misplaced(Node.Pipe pipe, bool isBare)
    {
        for (var i = 0; i < pipe.Commands.Length; i++)
        {
            var name = OwnOf(pipe.Commands[i]);
            if (name is not null && (i < pipe.Commands.Length - 1 || (isBare && name == Html)))
            {
                return name;
            }
        }

        return null;
    }

    /// <summary>
    /// The pipeline with more functions. One of Go's own at its end stands for ours that does the same.
    /// </summary>
    public static Node.Pipe With(Node.Pipe pipe, ImmutableArray<string> functions)
    {
        var commands = pipe.Commands;
        if (OwnOf(commands[^1]) is { } own)
        {
            commands = Parted(pipe, own);
            if (functions.Any(function => IsSame(function, own)))
            {
                commands = commands.RemoveAt(commands.Length - 1);
                functions = [.. functions.Select(function => IsSame(function, own) ? own : function)];
            }
        }

        return pipe with { Commands = [.. commands, .. functions.Select(function => Call(pipe, function))] };
    }

    // {{html .A .B}} is {{print .A .B | html}}.
    private static ImmutableArray<Node.Command> Parted(Node.Pipe pipe, string own)
    {
        var command = pipe.Commands[^1];
        return pipe.Commands.Length == 1 && command.Args.Length > 1
            ? [command with { Args = command.Args.SetItem(0, Name(pipe, HtmlFunctions.Printed)) }, Call(pipe, own)]
            : pipe.Commands;
    }

    private static string? OwnOf(Node.Command command) =>
        command.Args[0] is Node.Identifier { Name: Html or UrlQuery } function ? function.Name : null;

    private static bool IsSame(string function, string own) => own == Html
        ? function is HtmlFunctions.Text or HtmlFunctions.Quoted or HtmlFunctions.Rcdata
        : function is HtmlFunctions.Url or HtmlFunctions.UrlPart;

    private static Node.Command Call(Node.Pipe pipe, string function) =>
        new(pipe.Line, [Name(pipe, function)]) { Column = pipe.Column };

    private static Node.Identifier Name(Node.Pipe pipe, string function) =>
        new(pipe.Line, function) { Column = pipe.Column };
}
