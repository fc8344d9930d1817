using System.Collections.Immutable;
using Alerting.Core.Logs.Said;
using Xunit;

namespace Alerting.Core.Tests.Logs.Said;

/// <summary>What is told apart, and what is one.</summary>
public sealed class SignatureKindsTests
{
    [Fact]
    public void What_R_says_of_its_end_is_not_what_was_wrong()
    {
        string[] logs =
            ["Error: cannot open file 'x'\nExecution halted", "Error: unexpected symbol\nExecution halted"];
        string[] templates = ["cannot open file '<*>'", "unexpected symbol"];

        Assert.Equal(templates, Of(Told.Of([.. logs.Select(log => Told.Alert(("log", log)))])));
        Assert.Equal(templates, Of(Told.Lines([.. logs.SelectMany(log => log.Split('\n'))])));
    }

    [Fact]
    public void The_end_of_R_alone_is_better_than_nothing() =>
        Assert.Equal(["Execution halted"], Of(Told.Lines("reading", "Execution halted")));

    private static ImmutableArray<string> Of(Material material)
    {
        var context = ContextWriter.Of(material);
        Assert.Equal(0, context.MoreSignatures);
        return [.. context.Signatures.Select(it => it.Template).Order(StringComparer.Ordinal)];
    }
}
