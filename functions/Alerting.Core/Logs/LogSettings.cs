using System.Collections.Immutable;

namespace Alerting.Core.Logs;

/// <summary>Where the log context of alerts comes from: <c>logs</c> in <c>alerting.yml</c>.</summary>
public sealed record LogSettings
{
    /// <summary>What applies where nothing is configured.</summary>
    public static LogSettings Usual { get; } = new();

    /// <summary>How long a flush waits for all its sources together, 100 ms to 1 min; default 3 s.</summary>
    public TimeSpan Deadline { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>The sources, in the order of the file; names are unique.</summary>
    public ImmutableArray<LogSourceSettings> Sources { get; init; } = [];

    /// <summary>Whether sources were configured, be it none.</summary>
    public bool AreSourcesSaid { get; init; }

    /// <summary>A source of the files in a folder, which need not be there.</summary>
    /// <param name="folder">Such as <c>logs</c> in the data folder.</param>
    public static LogSourceSettings FilesIn(string folder) => new LogSourceSettings.Files
    {
        Name = "files",
        Folder = folder,
        Fields = LogSourceSettings.Files.UsualFields,
    };

    /// <summary>The same; where no sources were configured, with this one.</summary>
    public LogSettings Or(LogSourceSettings usual) => AreSourcesSaid ? this : this with { Sources = [usual] };
}
