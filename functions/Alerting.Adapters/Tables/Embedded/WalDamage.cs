namespace Alerting.Adapters.Tables.Embedded;

/// <summary>Tells a frame with one wrong word (a flipped bit or byte) from one that was only partly written.</summary>
internal static class WalDamage
{
    /// <summary>
    /// True when changing one 32-bit word of a frame would turn the checksum it has into the one it should have.
    /// </summary>
    /// <param name="has">Computed over the frame as it is.</param>
    /// <param name="should">Stored in the frame.</param>
    /// <param name="bytes">Bytes the checksum runs over.</param>
    public static bool IsOneWord(WalChecksum has, WalChecksum should, int bytes)
    {
        var (first, second) = (should.First - has.First, should.Second - has.Second);

        // The checksum is linear: a change by d of a pair's first or second word changes it by d times these factors,
        // which each later pair turns from (a, b) into (a + b, a + 2b).
        var (ofFirst, ofSecond) = ((A: 1u, B: 1u), (A: 0u, B: 1u));
        for (var pair = 0; pair < bytes / 8; pair++)
        {
            if (IsMultiple(first, second, ofFirst) || IsMultiple(first, second, ofSecond))
            {
                return true;
            }

            ofFirst = (ofFirst.A + ofFirst.B, ofFirst.A + (2 * ofFirst.B));
            ofSecond = (ofSecond.A + ofSecond.B, ofSecond.A + (2 * ofSecond.B));
        }

        return false;
    }

    // One of the two factors is always odd, so that it has an inverse modulo 2^32.
    private static bool IsMultiple(uint first, uint second, (uint A, uint B) factors) => (factors.A & 1) == 1
        ? factors.B * (first * Inverse(factors.A)) == second
        : factors.A * (second * Inverse(factors.B)) == first;

    private static uint Inverse(uint odd)
    {
        // Newton: three right bits to begin with, twice as many with each step.
        var inverse = odd;
        for (var step = 0; step < 4; step++)
        {
            inverse *= 2 - (odd * inverse);
        }

        return inverse;
    }
}
