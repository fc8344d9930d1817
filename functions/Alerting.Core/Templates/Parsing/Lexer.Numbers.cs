using Alerting.Core.Templates.Formatting;

namespace Alerting.Core.Templates.Parsing;

/// <content>
/// Numbers, of which only the letters are looked at here: <see cref="NumberReader"/> says whether they are any.
/// </content>
internal sealed partial class Lexer
{
    private const string Decimal = "0123456789_";
    private const string Hexadecimal = "0123456789abcdefABCDEF_";

    private Token Number()
    {
        at = start;
        if (!ScanNumber())
        {
            return BadNumber();
        }

        if (Peek() is not ('+' or '-'))
        {
            return Emit(TokenKind.Number);
        }

        return ScanNumber() && text[at - 1] == 'i' ? Emit(TokenKind.Complex) : BadNumber();
    }

    private Token BadNumber() => Fail("bad number syntax: " + Quoted.Of(text[start..at]));

    private bool ScanNumber()
    {
        Accept("+-");
        var digits = Digits();
        AcceptRun(digits);
        if (Accept("."))
        {
            AcceptRun(digits);
        }

        if ((digits == Decimal && Accept("eE")) || (digits == Hexadecimal && Accept("pP")))
        {
            Accept("+-");
            AcceptRun(Decimal);
        }

        Accept("i");
        if (!IsAlphaNumeric(Peek()))
        {
            return true;
        }

        Take();
        return false;
    }

    private string Digits() => !Accept("0") ? Decimal
        : Accept("xX") ? Hexadecimal
        : Accept("oO") ? "01234567_"
        : Accept("bB") ? "01_"
        : Decimal;

    private bool Accept(string valid)
    {
        var accepted = at < text.Length && valid.Contains(text[at], StringComparison.Ordinal);
        at += accepted ? 1 : 0;
        return accepted;
    }

    private void AcceptRun(string valid)
    {
        while (Accept(valid))
        {
        }
    }
}
