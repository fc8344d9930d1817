namespace Alerting.Core.Matching.Re2;

/// <summary>What Go says of a regular expression that it does not take (regexp/syntax of Go 1.25).</summary>
internal static class Problems
{
    public const string ClassRange = "invalid character class range";
    public const string Escape = "invalid escape sequence";
    public const string NamedCapture = "invalid named capture";
    public const string Perl = "invalid or unsupported Perl syntax";
    public const string NestedRepeat = "invalid nested repetition operator";
    public const string RepeatCount = "invalid repeat count";
    public const string Utf8 = "invalid UTF-8";
    public const string MissingBracket = "missing closing ]";
    public const string MissingParen = "missing closing )";
    public const string MissingArgument = "missing argument to repetition operator";
    public const string TrailingBackslash = "trailing backslash at end of expression";
    public const string UnexpectedParen = "unexpected )";
    public const string TooDeep = "expression nests too deeply";
    public const string TooLarge = "expression too large";

    public static string Text(string what, ReadOnlySpan<char> where) => $"error parsing regexp: {what}: `{where}`";
}
