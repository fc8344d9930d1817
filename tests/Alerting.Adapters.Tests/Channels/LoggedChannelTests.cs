using Alerting.Adapters.Channels;
using Alerting.Core.Ports;
using Alerting.Testing.Worlds;
using Microsoft.Extensions.Logging;
using Xunit;

namespace Alerting.Adapters.Tests.Channels;

/// <summary>What the log says of an attempt, and how loudly.</summary>
public sealed class LoggedChannelTests : ILogger<LoggedChannel>
{
    private readonly List<(LogLevel Level, string Line)> lines = [];

    public static TheoryData<Receipt, LogLevel, string> Receipts => new()
    {
        { new Receipt.Delivered("ok"), LogLevel.Information, ": delivered (" },
        { new Receipt.Delivered("ok").WithFlaw("a template failed: x"), LogLevel.Warning, ": delivered with a flaw (" },
        { new Receipt.Deferred("later", null), LogLevel.Warning, ": put back (" },
        { new Receipt.Unknown("timeout"), LogLevel.Warning, ": of unknown outcome (" },
        { new Receipt.Refused("404"), LogLevel.Error, ": refused (" },
    };

    [Theory]
    [MemberData(nameof(Receipts))]
    public async Task An_attempt_is_logged_by_what_came_of_it(Receipt receipt, LogLevel level, string word)
    {
        var inner = new RecordingChannel("webhook", deduplicates: true);
        inner.Answer(receipt);

        await new LoggedChannel(inner, this).Send(
            Notices.Of(Notices.Webhook("https://hook.example")), TestContext.Current.CancellationToken);

        var (logged, line) = Assert.Single(lines);
        Assert.Equal(level, logged);
        Assert.Contains(word, line, StringComparison.Ordinal);
        Assert.EndsWith(": " + receipt.Why, line, StringComparison.Ordinal);
    }

    IDisposable? ILogger.BeginScope<TState>(TState state) => null;

    bool ILogger.IsEnabled(LogLevel logLevel) => true;

    void ILogger.Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception,
        Func<TState, Exception?, string> formatter) => lines.Add((logLevel, formatter(state, exception)));
}
