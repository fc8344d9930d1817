using System.Globalization;

namespace Alerting.Testing;

/// <summary>Seeds of random tests: fixed, or what <c>ALERTING_SEED</c> says. Who fails prints the one it used.</summary>
public static class Seeds
{
    /// <summary>The seed to begin with.</summary>
    /// <param name="usual">Where nothing else was asked for.</param>
    public static int Or(int usual) =>
        Environment.GetEnvironmentVariable("ALERTING_SEED") is { } asked
            ? int.Parse(asked, CultureInfo.InvariantCulture)
            : usual;
}
