using Alerting.Core.Configuration;

namespace Alerting.Handler.Cli;

/// <summary>What <c>amtool</c> says of files of templates, which it knows by their last names alone.</summary>
internal static class AmtoolWords
{
    /// <summary><c>template: a.tmpl:2: missing value for if</c>.</summary>
    /// <param name="problem">Of a file that cannot be parsed.</param>
    public static string Parsing(ConfigurationFinding problem) =>
        $"template: {problem with { File = Path.GetFileName(problem.File) }}";
}
