using System.Buffers;

namespace Alerting.Core.Redaction.Kinds;

/// <summary>What credentials are made of.</summary>
internal static class Letters
{
    private const string Lower = "abcdefghijklmnopqrstuvwxyz";
    private const string Upper = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    private const string Digits = "0123456789";

    public static readonly SearchValues<char> Hex = SearchValues.Create(Digits + "abcdefABCDEF");
    public static readonly SearchValues<char> UpperDigit = SearchValues.Create(Upper + Digits);
    public static readonly SearchValues<char> UpperWord = SearchValues.Create(Upper + Digits + "_");
    public static readonly SearchValues<char> Digit = SearchValues.Create(Digits);
    public static readonly SearchValues<char> Alnum = SearchValues.Create(Lower + Upper + Digits);
    public static readonly SearchValues<char> Word = SearchValues.Create(Lower + Upper + Digits + "_");
    public static readonly SearchValues<char> Dash = SearchValues.Create(Lower + Upper + Digits + "_-");
    public static readonly SearchValues<char> Dotted = SearchValues.Create(Lower + Upper + Digits + "_-.");
    public static readonly SearchValues<char> Base64 = SearchValues.Create(Lower + Upper + Digits + "+/=");
    public static readonly SearchValues<char> Base64Any = SearchValues.Create(Lower + Upper + Digits + "+/=_-");
    public static readonly SearchValues<char> Token68 = SearchValues.Create(Lower + Upper + Digits + "+/=_-.~:");
    public static readonly SearchValues<char> Azure = SearchValues.Create(Lower + Upper + Digits + "_-.~");
    public static readonly SearchValues<char> UrlPath = SearchValues.Create(Lower + Upper + Digits + "_-/@.%");
    public static readonly SearchValues<char> Ident = SearchValues.Create(Lower + Upper + Digits + "_-.");
    public static readonly SearchValues<char> Mail = SearchValues.Create(Lower + Upper + Digits + "._%+-");
    public static readonly SearchValues<char> Visible =
        SearchValues.Create([.. Enumerable.Range('!', '~' - '!' + 1).Select(c => (char)c).Except("\"'`()[]{}<>,;=")]);

    public static readonly SearchValues<char> Host = SearchValues.Create(Lower + Upper + Digits + ".-");
}
