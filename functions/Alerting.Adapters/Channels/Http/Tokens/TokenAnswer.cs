using Alerting.Core.Ports;

namespace Alerting.Adapters.Channels.Http.Tokens;

/// <summary>Whether there is a token to call with. A closed family.</summary>
internal abstract record TokenAnswer
{
    private TokenAnswer() { }

    /// <summary>There is.</summary>
    /// <param name="Authorization">The value of the header; never to be printed.</param>
    /// <param name="IsKept">Whether it is from before, else it was just given.</param>
    public sealed record Given(string Authorization, bool IsKept) : TokenAnswer;

    /// <summary>There is none; the receipt of the call that cannot be made.</summary>
    public sealed record Missing(Receipt Receipt) : TokenAnswer;
}
