namespace Alerting.Core.Templates.Values;

/// <summary>Small whole numbers as objects, which loops ask for again and again.</summary>
internal static class Numbered
{
    private static readonly object[] Known = [.. Enumerable.Range(0, 256).Select(number => (object)(long)number)];

    /// <summary>The number as an object.</summary>
    public static object Of(long number) => number is >= 0 and < 256 ? Known[number] : number;
}
