using System.Globalization;
using System.Text.Json;
using Alerting.Core.Logs;
using Azure.Identity;

namespace Alerting.Adapters.Logs;

/// <summary>One query, within its time, whatever happens.</summary>
internal static class Asking
{
    private const int Part = 10;

    /// <summary>
    /// What came of it; where the answer is larger than what is read, it is asked once more for a tenth of the records.
    /// </summary>
    /// <param name="query">The query.</param>
    /// <param name="time">Measures its time.</param>
    /// <param name="ask">Asks for so many records; null when the answer was too large.</param>
    /// <param name="deadline">Of the caller.</param>
    public static async Task<LogAnswer> Within(
        LogQuery query, TimeProvider time, Func<int, CancellationToken, Task<LogAnswer?>> ask,
        CancellationToken deadline)
    {
        using var own = new CancellationTokenSource(query.Source.Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline, own.Token);
        try
        {
            var (most, fewer) = (query.Source.MostRecords, Fewer(query.Source.MostRecords));
            return await ask(most, either.Token) ?? Fewest(await ask(fewer, either.Token), fewer) ?? TooLarge(query);
        }
        catch (OperationCanceledException)
        {
            return new LogAnswer.Failed($"{query.Source.Kind} did not answer in time", CanHelp: true);
        }
        catch (AuthenticationFailedException)
        {
            return new LogAnswer.Failed("no token could be had for it; see its credentials", CanHelp: true);
        }
        catch (Exception odd) when (IsOdd(odd))
        {
            return Misshapen(query.Source.Kind);
        }
        catch (Exception broken) when (IsBroken(broken))
        {
            return new LogAnswer.Failed($"{query.Source.Kind}: {Words.OneLine(broken.Message)}", CanHelp: true);
        }
    }

    /// <summary>Whether it is what reading another shape than the expected one throws.</summary>
    public static bool IsOdd(Exception failure) => failure is JsonException or InvalidOperationException
        or KeyNotFoundException or FormatException or OverflowException or ArgumentException
        or IndexOutOfRangeException;

    /// <summary>Whether it is what reading throws where something broke.</summary>
    public static bool IsBroken(Exception failure) =>
        failure is IOException or UnauthorizedAccessException or HttpRequestException;

    /// <summary>For how many records it is asked where the answer for all was too large.</summary>
    public static int Fewer(int records) => Math.Max(1, records / Part);

    /// <summary>An answer that is none of that vendor.</summary>
    public static LogAnswer.Failed Misshapen(string who) =>
        new($"{who} answered what is not the shape of its answers; is the address right?", CanHelp: false);

    private static LogAnswer? Fewest(LogAnswer? answer, int records) => answer is LogAnswer.Found found
        ? found with
        {
            Partial = found.Partial ?? string.Create(
                CultureInfo.InvariantCulture, $"records are large: only the newest {records} were asked for"),
        }
        : answer;

    private static LogAnswer.Failed TooLarge(LogQuery query) => new(
        string.Create(
            CultureInfo.InvariantCulture,
            $"the answer is larger than the {query.Source.MostBytes} bytes that are read (most_bytes)"),
        CanHelp: false);
}
