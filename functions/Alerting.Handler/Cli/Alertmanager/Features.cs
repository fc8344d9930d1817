using Alerting.Core.Matching;

namespace Alerting.Handler.Cli.Alertmanager;

/// <summary>What <c>--enable-feature</c> turns on.</summary>
/// <param name="Mode">The grammar of matchers.</param>
/// <param name="HasMemoryLimit">Whether Go's memory limit would be set.</param>
/// <param name="WithoutMeaning">Those that do nothing here.</param>
internal sealed record Features(MatcherMode Mode, bool HasMemoryLimit, IReadOnlyList<string> WithoutMeaning)
{
    private const string Classic = "classic-mode";
    private const string Strict = "utf8-strict-mode";
    private const string MemoryLimit = "auto-gomemlimit";

    private static readonly string[] Known =
    [
        "alert-names-in-metrics", "receiver-name-in-metrics", "group-key-in-metrics", Classic, Strict, MemoryLimit,
        "event-recorder",
    ];

    /// <summary>
    /// Reads a list separated by commas. Throws <see cref="StartRefusedException"/> with Alertmanager's words.
    /// </summary>
    public static Features Read(string text)
    {
        var names = text.Length == 0 ? [] : text.Split(',');
        if (names.FirstOrDefault(name => !Known.Contains(name, StringComparer.Ordinal)) is { } unknown)
        {
            throw new StartRefusedException($"unknown option '{unknown}' for --enable-feature");
        }

        if (names.Contains(Classic) && names.Contains(Strict))
        {
            throw new StartRefusedException("--enable-feature: cannot have both classic and UTF-8 modes enabled");
        }

        return new(
            names.Contains(Classic) ? MatcherMode.Classic
                : names.Contains(Strict) ? MatcherMode.Utf8Strict
                : MatcherMode.Fallback,
            names.Contains(MemoryLimit),
            [.. names.Except([Classic, Strict], StringComparer.Ordinal)]);
    }
}
