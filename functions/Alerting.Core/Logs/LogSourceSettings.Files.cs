using System.Collections.Immutable;

namespace Alerting.Core.Logs;

public abstract partial record LogSourceSettings
{
    /// <summary>Files of a folder, JSON lines or text.</summary>
    public sealed record Files : LogSourceSettings
    {
        /// <summary>The kind.</summary>
        public const string Word = "files";

        /// <summary>The paths where none are configured.</summary>
        public static ImmutableArray<string> UsualPaths { get; } =
        [
            "{namespace}/{pod}.*", "{namespace}/{job}.*", "{namespace}/{job_name}.*", "{namespace}/{job_name}-*",
            "{job}/{run}*", "{job}/*", "{job}.*", "{pod}.*", "{job_name}.*", "{job_name}-*",
        ];

        /// <summary>The fields where none are configured.</summary>
        public static ImmutableArray<LogFieldRule> UsualFields { get; } =
        [
            new("namespace", "namespace"), new("pod", "pod"), new("container", "container"), new("job", "job"),
            new("run", "run"), new("job_name", "job_name"),
        ];

        /// <inheritdoc/>
        public override string Kind => Word;

        /// <summary>Need not be there.</summary>
        public required string Folder { get; init; }

        /// <summary>
        /// Paths below it: <c>{field}</c> is the value of a field, <c>*</c> anything within a name. The first that has
        /// all its values and a file counts. At least one.
        /// </summary>
        public ImmutableArray<string> Paths { get; init; } = UsualPaths;
    }
}
