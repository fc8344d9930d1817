using System.Collections.Immutable;
using Alerting.Core.Configuration.Reading.Http;
using Alerting.Core.Configuration.Reading.Schemas;
using Alerting.Core.Configuration.Yaml;
using Alerting.Core.Logs;
using Alerting.Core.Logs.Languages;

namespace Alerting.Core.Configuration.Reading.Logs;

/// <summary>Makes the settings of a source of what stands below the word of its kind.</summary>
internal delegate LogSourceSettings BuildLogSource(Section own, SecretFiles files);

/// <summary>A kind of log source.</summary>
/// <param name="Word">Its key.</param>
/// <param name="Schema">What may stand below it.</param>
/// <param name="Build">Makes its settings, without what all kinds have.</param>
internal sealed record LogKind(string Word, Schema Schema, BuildLogSource Build)
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<LogKind> All { get; } =
    [
        AzureMonitorKind.Kind, CloudLoggingKind.Kind, ElasticsearchKind.Kind, FilesKind.Kind, GraylogKind.Kind,
        LokiKind.Kind,
    ];

    /// <summary>What filters are written in; null: there are none.</summary>
    public FilterLanguage? Language { get; init; }

    /// <summary>The fields where none are configured; empty: they must be.</summary>
    public required Func<LogSourceSettings, ImmutableArray<LogFieldRule>> FieldsOf { get; init; }

    /// <summary>Characters of fields besides letters, digits and underscores.</summary>
    public string FieldCharacters { get; init; } = "";

    /// <summary>The settings; null when they are wrong, which is reported.</summary>
    public LogSourceSettings? Read(YamlValue value, SecretFiles files) =>
        Schema.Read(value) is { } own ? Build(own, files) : null;
}
