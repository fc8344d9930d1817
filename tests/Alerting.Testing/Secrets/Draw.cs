namespace Alerting.Testing.Secrets;

/// <summary>Letters and digits by chance.</summary>
public sealed class Draw(Random random)
{
    private const string Digits = "0123456789";
    private const string Lower = "abcdefghijklmnopqrstuvwxyz";
    private const string Upper = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";

    public string Alnum(int count) => Of(Digits + Lower + Upper, count);

    public string UpperDigit(int count) => Of(Digits + Upper, count);

    public string Hex(int count) => Of(Digits + "abcdef", count);

    public string Number(int count) => Of("123456789", 1) + Of(Digits, count - 1);

    public T One<T>(params T[] of) => of[random.Next(of.Length)];

    private string Of(string letters, int count) => string.Create(
        count, (letters, random), (to, it) =>
        {
            for (var i = 0; i < to.Length; i++)
            {
                to[i] = it.letters[it.random.Next(it.letters.Length)];
            }
        });
}
