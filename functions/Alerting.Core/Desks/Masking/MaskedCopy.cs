namespace Alerting.Core.Desks.Masking;

/// <summary>A copy of a list, made only where something in it is masked.</summary>
internal static class MaskedCopy
{
    /// <summary>The list with what is masked in its place; null: nothing is.</summary>
    /// <param name="all">The list.</param>
    /// <param name="masked">One of it without what is taken out; null: there is nothing in it.</param>
    public static T[]? Of<T>(IReadOnlyList<T> all, Func<T, T?> masked)
        where T : class
    {
        T[]? clean = null;
        for (var i = 0; i < all.Count; i++)
        {
            if (masked(all[i]) is { } one)
            {
                clean ??= [.. all];
                clean[i] = one;
            }
        }

        return clean;
    }
}
