using System.Runtime.CompilerServices;
using System.Text;
using Alerting.Core.Templates.Formatting;
using Alerting.Core.Templates.Parsing;
using Alerting.Core.Templates.Values;

namespace Alerting.Core.Templates.Execution;

/// <summary>One execution of a template. For one thread.</summary>
internal sealed partial class Rendering
{
    // There is no value from an earlier stage of a pipeline.
    private static readonly object Missing = new();

    private readonly TemplateExecutor executor;
    private readonly object? data;
    private readonly StringBuilder output = new();
    private readonly Printer printer;
    private readonly List<(string Name, object? Value)> variables = [];
    private int steps;
    private int depth;

    // What messages speak of.
    private Node? current;
    private string name = "";
    private string source = "";

    // Where the variables of the template begin.
    private int frame;

    public Rendering(TemplateExecutor executor, object? data)
    {
        this.executor = executor;
        this.data = data;
        printer = new(output, executor.Limits.Characters);
    }

    private enum Flow
    {
        Next,
        Break,
        Continue,
    }

    /// <summary>The output of the template.</summary>
    public string Run(string template)
    {
        name = template;
        source = template;
        if (!executor.Templates.TryGetValue(template, out var body))
        {
            throw new TemplateException($"template: no template {Quoted.Of(template)}");
        }

        source = body.Source;
        variables.Add(("$", data));
        Walk(data, body);
        return RawBytes.Done(output.ToString());
    }

    private Flow Walk(object? dot, Node.List list)
    {
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            throw Wrong("nested too deeply");
        }

        foreach (var node in list.Nodes)
        {
            Step();
            current = node;
            var flow = Walk(dot, node);
            if (flow != Flow.Next)
            {
                return flow;
            }
        }

        return Flow.Next;
    }

    private Flow Walk(object? dot, Node node)
    {
        switch (node)
        {
            case Node.Text text:
                Write(text.Value);
                return Flow.Next;
            case Node.Action action:
                Act(dot, action);
                return Flow.Next;
            case Node.Branch branch:
                return WalkBranch(dot, branch);
            case Node.Range range:
                return WalkRange(dot, range);
            case Node.Invocation invocation:
                Invoke(dot, invocation);
                return Flow.Next;
            case Node.Break:
                return Flow.Break;
            case Node.Continue:
                return Flow.Continue;
            case Node.List list:
                return Walk(dot, list);
            default:
                return Flow.Next;
        }
    }

    private void Act(object? dot, Node.Action action)
    {
        var value = Evaluate(dot, action.Of);
        if (action.Of.Variables.Length > 0)
        {
            return;
        }

        current = action;
        if (value is string text)
        {
            Write(text);
            return;
        }

        Print(value);
    }

    private void Print(object? value)
    {
        try
        {
            printer.Output(value);
        }
        catch (TemplateException problem)
        {
            throw Wrong(problem.Message);
        }
    }

    private void Write(string text)
    {
        if (text.Length > executor.Limits.Characters - output.Length)
        {
            throw Wrong($"more than {executor.Limits.Characters} characters");
        }

        output.Append(text);
    }

    private void Step(int count = 1)
    {
        steps += count;
        if (steps > executor.Limits.Steps)
        {
            throw Wrong($"more than {executor.Limits.Steps} steps");
        }
    }

    private TemplateException Wrong(string problem)
    {
        if (current is null)
        {
            return new($"template: {source}: {problem}");
        }

        return new($"template: {source}:{current.Line}:{current.Column}: "
            + $"executing {Quoted.Of(name)} at <{Shown(current)}>: {problem}");
    }

    // One line of a message, of what can be the whole of a loop.
    private static string Shown(Node node)
    {
        const int Longest = 500;
        var text = node.ToString().ReplaceLineEndings(" ");
        return text.Length <= Longest ? text : text[..Longest] + "...";
    }
}
