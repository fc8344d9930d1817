namespace Alerting.Core.Alerts;

/// <summary>Finds the word that was probably meant.</summary>
public static class Nearest
{
    /// <summary><c> (did you mean "serve"?)</c>, or nothing when no word is near.</summary>
    public static string Hint(string typed, IEnumerable<string> known)
    {
        var best = known.MinBy(word => Distance(typed, word));
        return best is not null && Distance(typed, best) <= Math.Max(2, best.Length / 3)
            ? $" (did you mean \"{best}\"?)"
            : "";
    }

    /// <summary>How many letters have to be put in, taken out or changed.</summary>
    public static int Distance(string left, string right)
    {
        var above = Enumerable.Range(0, right.Length + 1).ToArray();
        for (var i = 1; i <= left.Length; i++)
        {
            var row = new int[right.Length + 1];
            row[0] = i;
            for (var j = 1; j <= right.Length; j++)
            {
                var changed = above[j - 1] + (left[i - 1] == right[j - 1] ? 0 : 1);
                row[j] = Math.Min(changed, Math.Min(above[j], row[j - 1]) + 1);
            }

            above = row;
        }

        return above[right.Length];
    }
}
