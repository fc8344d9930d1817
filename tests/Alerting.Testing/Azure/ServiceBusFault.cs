using Alerting.Testing.Vendors;

namespace Alerting.Testing.Azure;

/// <summary>What goes wrong with one send.</summary>
/// <param name="Answer">What the sender gets.</param>
/// <param name="Applies">Whether the message is taken none the less.</param>
public sealed record ServiceBusFault(VendorAnswer Answer, bool Applies)
{
    private const string Throttling = "The request was terminated because the entity is being throttled. "
        + "Error code: 50009. Please wait 2 seconds and try again.";

    /// <summary>The message was taken; the connection breaks before the answer.</summary>
    public static ServiceBusFault LostAnswer { get; } = new(VendorAnswer.Reset, Applies: true);

    /// <summary>The connection breaks and nothing was taken.</summary>
    public static ServiceBusFault Broken { get; } = new(VendorAnswer.Reset, Applies: false);

    /// <summary>
    /// Out of credits. The service's pages do not say with which status: tests try those that can be meant.
    /// </summary>
    public static ServiceBusFault Throttled(int status, string? retryAfter = null) =>
        new(VendorAnswer.Status(status, Throttling, retryAfter), Applies: false);

    /// <summary>Any other refusal.</summary>
    public static ServiceBusFault Error(int status, string text = "", string? retryAfter = null) =>
        new(VendorAnswer.Status(status, text, retryAfter), Applies: false);

    /// <summary>No answer until the sender leaves; nothing was taken.</summary>
    public static ServiceBusFault Hang() =>
        new(VendorAnswer.Hang(new TaskCompletionSource().Task), Applies: false);
}
