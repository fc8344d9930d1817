using System.Globalization;
using Alerting.Core.Matching;
using Alerting.Core.Silences;

namespace Alerting.Handler.Cli.Alertmanager;

/// <summary>What only <c>alerting alertmanager</c> can be told, or does as Alertmanager.</summary>
internal sealed record AlertmanagerOptions
{
    /// <summary>How much may be silenced.</summary>
    public SilenceLimits SilenceLimits { get; init; } = SilenceLimits.Usual;

    /// <summary>Everything is served below it: <c>/</c> and more, or empty.</summary>
    public string RoutePrefix { get; init; } = "";

    /// <summary>How many GETs of the API are answered at a time; positive.</summary>
    public int GetConcurrency { get; init; } = ConcurrencyOf(0);

    /// <summary>After which a request is answered 503; null: none.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>Which grammar reads matchers, and which names of labels are valid.</summary>
    public MatcherMode Mode { get; init; }

    /// <summary>The least that is logged.</summary>
    public LogLevel LogLevel { get; init; } = LogLevel.Information;

    /// <summary>Whether a record is logged as JSON; otherwise in logfmt.</summary>
    public bool LogsJson { get; init; }

    /// <summary>What was given and does nothing here, as <c>--name</c>, in order.</summary>
    public IReadOnlyList<string> WithoutMeaning { get; init; } = [];

    /// <summary>How many GETs at a time a value of the flag means.</summary>
    public static int ConcurrencyOf(int given) => given > 0 ? given : Math.Max(Environment.ProcessorCount, 8);

    /// <summary>Throws <see cref="StartRefusedException"/> that names the flag to put right.</summary>
    public static AlertmanagerOptions Of(FlagLine line, string routePrefix)
    {
        var timeout = line.Span("web.timeout");
        var features = Features.Read(line.Text("enable-feature"));
        CheckRatio(line, features);
        return new()
        {
            SilenceLimits = LimitsOf(line),
            RoutePrefix = routePrefix,
            GetConcurrency = ConcurrencyOf(line.Whole("web.get-concurrency")),
            Timeout = timeout > TimeSpan.Zero ? timeout : null,
            Mode = features.Mode,
            LogLevel = LevelOf(line.Text("log.level")),
            LogsJson = FormatOf(line.Text("log.format")),
            WithoutMeaning =
            [
                .. line.Given.Where(name => !Flags.All.Single(flag => flag.Name == name).IsHonoured)
                    .Select(name => "--" + name),
                .. features.WithoutMeaning.Select(name => "--enable-feature=" + name),
            ],
        };
    }

    // Zero and less: none; what fits into a row is one all the same.
    private static SilenceLimits LimitsOf(FlagLine line)
    {
        static int Limit(int given) => given > 0 ? given : int.MaxValue;
        return new(
            Limit(line.Whole("silences.max-silences")),
            Math.Min(Limit(line.Whole("silences.max-silence-size-bytes")), SilenceLimits.LargestBytes),
            line.Span("data.retention"));
    }

    private static void CheckRatio(FlagLine line, Features features)
    {
        if (features.HasMemoryLimit && line.Number("auto-gomemlimit.ratio") is not (> 0 and <= 1))
        {
            throw new StartRefusedException(
                "--auto-gomemlimit.ratio must be greater than 0 and less than or equal to 1.");
        }
    }

    private static LogLevel LevelOf(string text) => text.ToLower(CultureInfo.InvariantCulture) switch
    {
        "debug" => LogLevel.Debug,
        "info" => LogLevel.Information,
        "warn" => LogLevel.Warning,
        "error" => LogLevel.Error,
        _ => throw new StartRefusedException(
            $"--log.level: unrecognized log level {text}; expected debug, info, warn or error"),
    };

    private static bool FormatOf(string text) => text switch
    {
        "logfmt" => false,
        "json" => true,
        _ => throw new StartRefusedException(
            $"--log.format: unrecognized log format {text}; expected logfmt or json"),
    };
}
