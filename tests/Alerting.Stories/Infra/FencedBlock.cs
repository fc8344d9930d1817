using System.Text.RegularExpressions;

namespace Alerting.Stories.Infra;

/// <summary>What a page of <c>docs</c> shows between fences, each with its language and the name after it.</summary>
internal sealed partial record FencedBlock(string Language, string Name, string Text)
{
    /// <summary>All of a page, in order.</summary>
    public static FencedBlock[] In(string page) =>
    [
        .. Fence().Matches(File.ReadAllText(Path.Combine(InfraFiles.Repository, "docs", page)))
            .Select(match => new FencedBlock(
                match.Groups["language"].Value, match.Groups["name"].Value, match.Groups["text"].Value)),
    ];

    [GeneratedRegex("^```(?<language>\\w+) ?(?<name>.*)\n(?<text>(?:(?!```).*\n)*)```$", RegexOptions.Multiline)]
    private static partial Regex Fence();
}
