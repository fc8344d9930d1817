namespace Alerting.Core.Matching.Re2.Captures;

internal enum CaptureStep
{
    /// <summary>Takes a rune of the set numbered <see cref="CaptureCode.Other"/>.</summary>
    Take,

    /// <summary>Goes on at the next place, or else at <see cref="CaptureCode.Other"/>.</summary>
    Prefer,

    /// <summary>Goes on only at the <see cref="Place"/> numbered <see cref="CaptureCode.Other"/>.</summary>
    Look,

    /// <summary>Remembers where it is in the slot <see cref="CaptureCode.Other"/>.</summary>
    Mark,

    /// <summary>The text matches.</summary>
    Match,
}

internal readonly record struct CaptureCode(CaptureStep Step, int Next, int Other);
