using Alerting.Core.Alerts;
using Alerting.Core.Templates.Data;
using Alerting.Core.Templates.Formatting;
using Alerting.Core.Templates.Parsing;
using Alerting.Core.Templates.Times;
using Alerting.Core.Templates.Values;

namespace Alerting.Core.Templates.Execution;

/// <content>Control structures and invocations.</content>
internal sealed partial class Rendering
{
    private Flow WalkBranch(object? dot, Node.Branch branch)
    {
        var outer = variables.Count;
        var value = Evaluate(dot, branch.Of);
        var flow = Truthiness.IsTrue(value) ? Walk(branch.IsWith ? value : dot, branch.Then)
            : branch.Else is { } otherwise ? Walk(dot, otherwise)
            : Flow.Next;
        Forget(outer);
        return flow;
    }

    private Flow WalkRange(object? dot, Node.Range range)
    {
        var outer = variables.Count;
        var value = Evaluate(dot, range.Of);
        var isEmpty = value switch
        {
            null => true,
            Sequence sequence => Elements(range, sequence),
            LabelSet labels => Labels(range, labels),
            Map map => Entries(range, map),
            long or Integer or Duration => Numbers(range, value),
            _ => throw Wrong($"range can't iterate over {Printed(value)}"),
        };
        var flow = isEmpty && range.Else is { } otherwise ? Walk(dot, otherwise) : Flow.Next;
        Forget(outer);

        // As in Go, a break in the other branch, which is allowed within another loop, ends this one; a continue that
        // one.
        return flow == Flow.Break ? Flow.Next : flow;
    }

    // Each of these says whether there was nothing.
    private bool Elements(Node.Range range, Sequence sequence)
    {
        var isAny = sequence is Sequence.Anything;
        for (var i = 0; i < sequence.Count; i++)
        {
            if (!Iterate(range, Numbered.Of(i), isAny ? new Slot(sequence[i]) : sequence[i]))
            {
                break;
            }
        }

        return sequence.Count == 0;
    }

    private bool Labels(Node.Range range, LabelSet labels)
    {
        for (var i = 0; i < labels.Count; i++)
        {
            if (!Iterate(range, labels[i].Name, labels[i].Value))
            {
                break;
            }
        }

        return labels.Count == 0;
    }

    private bool Entries(Node.Range range, Map map)
    {
        foreach (var (key, value) in map.Entries)
        {
            if (!Iterate(range, key, new Slot(value)))
            {
                break;
            }
        }

        return map.Entries.Count == 0;
    }

    private bool Numbers(Node.Range range, object value)
    {
        if (range.Of.Variables.Length > 1)
        {
            throw Wrong($"can't use {Printed(value)} to iterate over more than one variable");
        }

        var count = value switch
        {
            long whole => whole,
            Integer integer => integer.Value,
            _ => ((Duration)value).Nanoseconds,
        };
        for (var i = 0L; i < count; i++)
        {
            object element = value switch
            {
                Integer integer => integer with { Value = i },
                Duration => new Duration(i),
                _ => Numbered.Of(i),
            };
            if (!Iterate(range, null, element))
            {
                break;
            }
        }

        return count <= 0;
    }

    // False where the loop ends.
    private bool Iterate(Node.Range range, object? index, object? element)
    {
        Step();
        var pipe = range.Of;
        if (pipe.Variables.Length > 0)
        {
            Declare(pipe, index, element);
        }

        var inner = variables.Count;
        var flow = Walk(element, range.Body);
        Forget(inner);
        return flow != Flow.Break;
    }

    private void Declare(Node.Pipe pipe, object? index, object? element)
    {
        var isPair = pipe.Variables.Length > 1;
        if (!pipe.IsAssign)
        {
            SetTop(1, element);
            if (isPair)
            {
                SetTop(2, index);
            }
        }
        else if (isPair)
        {
            Assign(pipe.Variables[0], index);
            Assign(pipe.Variables[1], element);
        }
        else
        {
            Assign(pipe.Variables[0], element);
        }
    }

    private void Invoke(object? dot, Node.Invocation invocation)
    {
        if (!executor.Templates.TryGetValue(invocation.Name, out var body))
        {
            throw Wrong($"template {Quoted.Of(invocation.Name)} not defined");
        }

        if (depth == executor.Limits.Depth)
        {
            throw Wrong($"exceeded maximum template depth ({executor.Limits.Depth})");
        }

        var inner = invocation.Of is { } pipe ? Evaluate(dot, pipe) : null;
        var (outerName, outerSource, outerFrame, outer) = (name, source, frame, variables.Count);
        depth++;
        (name, source, frame) = (invocation.Name, body.Source, outer);
        variables.Add(("$", inner));
        Walk(inner, body);
        Forget(outer);
        (name, source, frame) = (outerName, outerSource, outerFrame);
        depth--;
    }

    private void SetTop(int fromEnd, object? value) =>
        variables[^fromEnd] = (variables[^fromEnd].Name, value);

    private void Assign(string variable, object? value)
    {
        var at = IndexOf(variable);
        variables[at] = (variables[at].Name, value);
    }

    private int IndexOf(string variable)
    {
        for (var i = variables.Count - 1; i >= frame; i--)
        {
            if (variables[i].Name == variable)
            {
                return i;
            }
        }

        throw Wrong($"undefined variable: {variable}");
    }

    private void Forget(int from) => variables.RemoveRange(from, variables.Count - from);

    // As %v of what stands behind a pointer.
    private string Printed(object value)
    {
        var text = Printer.Format("%v", [value], executor.Limits.Characters);
        return value is TemplateData ? text[1..] : text;
    }
}
