using System.Buffers;
using Alerting.Core.Redaction.Kinds;

namespace Alerting.Core.Redaction.Scanning;

/// <summary>
/// Lines of a program, as stack traces show them, and what is put in later: they name values and have none.
/// </summary>
internal static class Code
{
    private const int Longest = 80;

    private static readonly SearchValues<char> Names =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_.");

    /// <summary>Whether what stands there names something that has the value.</summary>
    public static bool Is(ref Reading text, int start, Name name) => text[start] is '$' or '{' or '%'
        ? IsReference(ref text, start)
        : !name.Quote.IsThere && IsExpression(ref text, start);

    // token = get_token(), password=self.password, key=os.environ["KEY"]
    private static bool IsExpression(ref Reading text, int start)
    {
        var end = text.EndOf(start, Names, Longest);
        var named = text.Text[start..end];
        return !named.IsEmpty && (text[end] is '(' or '['
            ? !text.Has(end, Redactor.Mark)
            : !char.IsLetterOrDigit(text[end]) && IsEnd(text[end])
                && (SecretNames.IsSecret(named) || SecretNames.IsPassword(named)
                    || named.StartsWith("self.", StringComparison.Ordinal)
                    || named.StartsWith("args.", StringComparison.Ordinal)));
    }

    // ${NAME}, $(command), {{ name }}, %(name)s, $NAME
    private static bool IsReference(ref Reading text, int start)
    {
        if (text.Has(start + 1, Redactor.Mark))
        {
            return true;
        }

        var open = text[start + 1];
        if (open is '{' or '(')
        {
            var close = text.Text[start..Math.Min(text.Text.Length, start + Longest)].IndexOf(open == '{' ? '}' : ')');
            text.Looked += Longest;
            return close > 0;
        }

        var end = text.EndOf(start + 1, Letters.UpperWord, Longest);
        return text[start] == '$' && end > start + 1 && IsEnd(text[end]);
    }

    private static bool IsEnd(char c) => char.IsWhiteSpace(c) || c is '\0' or ',' or ')' or ';' or '"' or '\'' or '&';
}
