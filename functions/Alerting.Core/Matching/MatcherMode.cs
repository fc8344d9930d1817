namespace Alerting.Core.Matching;

/// <summary>Which grammar reads matchers, and which label names are valid (Alertmanager's feature flags).</summary>
public enum MatcherMode
{
    /// <summary>
    /// Alertmanager's default since 0.27: both grammars; the classic reading counts where there are two.
    /// </summary>
    Fallback,

    /// <summary><c>classic-mode</c>: as Alertmanager 0.26 and older.</summary>
    Classic,

    /// <summary><c>utf8-strict-mode</c>: the UTF-8 grammar only.</summary>
    Utf8Strict,
}
