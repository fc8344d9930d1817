using System.Collections.Concurrent;
using Alerting.Testing.Processes;
using Xunit;

namespace Alerting.Testing.Functions;

/// <summary>
/// Stands in for one instance of the Azure Functions host with a custom handler: reads <c>host.json</c> and each
/// <c>function.json</c>, starts the handler, forwards HTTP and posts envelopes for messages and timers. Not stood in
/// for: sessions, batches, topics, output bindings but HTTP, HTTP as envelopes, proxying, retry policies, Easy Auth.
/// </summary>
public sealed class FunctionsHost : IAsyncDisposable
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(25);

    private readonly FunctionsHostOptions options;
    private readonly HostJson json;
    private readonly HostRecord record = new();
    private readonly ConcurrentQueue<string> output = [];
    private readonly ConcurrentQueue<string> errors = [];
    private readonly IReadOnlyList<FunctionDefinition> functions;
    private readonly IReadOnlyList<TimerFunction> timers;
    private readonly HandlerKeeper keeper;
    private readonly HandlerClient client;
    private readonly AppSettings settings;
    private readonly int port = LocalPorts.Free();
    private HttpFront front = null!;
    private CancellationTokenSource instance = new();

    private FunctionsHost(FunctionsHostOptions options)
    {
        this.options = options;
        settings = new(options.Settings);
        json = HostJson.Read(options.Folder, settings);
        functions = new FunctionFolders(settings, json, record.Problem).Read(options.Folder);
        keeper = new(Launch, IsThere, LastWords, record, options.Time) { Fell = () => instance.Cancel() };
        client = new(keeper, HandlerAddress, options, json, record);
        timers = [.. Listening<FunctionTrigger.Timer>().Where(function => !function.IsDisabled)
            .Select(function => new TimerFunction(function, client, options.Time))];
    }

    /// <summary>The HTTP side; the same through <see cref="Restart"/>.</summary>
    public Uri Address => front.Address;

    /// <summary>Calls <see cref="Address"/>; follows no redirects.</summary>
    public HttpClient Client { get; private set; } = null!;

    /// <summary>The handler's own address, which nobody but the host and this machine can reach.</summary>
    public Uri HandlerAddress => new($"http://127.0.0.1:{port}/");

    /// <summary>Opens functions of the level function: header <c>x-functions-key</c> or query <c>code</c>.</summary>
    public string Key { get; } = Guid.NewGuid().ToString("N");

    /// <summary>Opens functions of the level admin too.</summary>
    public string MasterKey { get; } = Guid.NewGuid().ToString("N");

    /// <summary>Functions that were found and taken, disabled ones too.</summary>
    public IReadOnlyList<string> Functions => [.. functions.Select(function => function.Name)];

    /// <summary>Lines of the handler's stdout; the host logs them as Information.</summary>
    public IReadOnlyCollection<string> Output => output;

    /// <summary>Lines of the handler's stderr; the host logs them as Error, those with "warn" as Warning.</summary>
    public IReadOnlyCollection<string> Errors => errors;

    /// <summary>What has ended, oldest first.</summary>
    public IReadOnlyList<Invocation> Invocations => record.Invocations;

    /// <summary>What no correct app does. <see cref="DisposeAsync"/> fails the test for what is left here.</summary>
    public IReadOnlyList<string> Problems => record.Problems;

    /// <summary>Returns when the handler answers. Throws when it does not, with its last words.</summary>
    public static async Task<FunctionsHost> Start(FunctionsHostOptions options)
    {
        var host = new FunctionsHost(options);
        try
        {
            await host.Open();
            return host;
        }
        catch
        {
            await host.Close();
            throw;
        }
    }

    /// <summary>The problems so far; they no longer fail the test.</summary>
    public IReadOnlyList<string> TakeProblems() => record.TakeProblems();

    /// <summary>
    /// Returns the invocations of a function, once so many have ended. Throws after a minute without one more.
    /// </summary>
    public Task<IReadOnlyList<Invocation>> Ended(string function, int count, CancellationToken stop) =>
        record.Ended(function, count, stop);

    /// <summary>
    /// Runs a timer now and returns when it was answered. Throws when it failed or does not listen here.
    /// </summary>
    public async Task RunTimer(string function, bool isPastDue = false)
    {
        var timer = timers.SingleOrDefault(timer => timer.Name == function)
            ?? throw new InvalidOperationException($"no timer {function} listens here");
        if (await timer.Run(isPastDue) is { Why: { } why })
        {
            throw new InvalidOperationException($"{function}: {why}");
        }
    }

    /// <summary>
    /// The whole instance goes, as when it is scaled in: SIGKILL of the handler, and what it was at work on is neither
    /// completed nor abandoned; its locks run out. Until <see cref="Restart"/> all requests are answered 503.
    /// </summary>
    public void Kill()
    {
        instance.Cancel();
        _ = keeper.Kill();
    }

    /// <summary>
    /// SIGKILL of the handler alone: the host abandons what it was at work on, counts an error and starts it again on
    /// the same port. The third within half an hour ends the host.
    /// </summary>
    public void Crash() => keeper.Crash();

    /// <summary>A new instance on the same ports, after <see cref="Kill"/>.</summary>
    public async Task Restart()
    {
        Kill();
        instance = new();
        await Listen();
    }

    /// <summary>Ends everything and fails the test if there are problems nobody took.</summary>
    public async ValueTask DisposeAsync()
    {
        await Close();
        if (Problems is { Count: > 0 } problems)
        {
            Assert.Fail("The Functions host would not bear with this:\n" + string.Join('\n', problems));
        }
    }

    private async Task Open()
    {
        var envelopes = functions.Where(function => !function.IsHttpInAndOut).Select(function => function.Name);
        var rules = new HttpFrontRules(
            json.RoutePrefix, settings, client, record, envelopes.ToHashSet(StringComparer.OrdinalIgnoreCase),
            () => keeper.IsDown, !options.IsCoreTools, Key, MasterKey);
        front = await HttpFront.Start(rules, Listening<FunctionTrigger.Http>());
        Client = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false, UseCookies = false })
        {
            BaseAddress = Address,
        };
        if (functions.Count == 0)
        {
            record.Problem("no functions: the handler is never started");
            return;
        }

        await Listen();
    }

    private async Task Listen()
    {
        await keeper.Start();
        foreach (var function in Listening<FunctionTrigger.Queue>().Where(function => !function.IsDisabled))
        {
            if (options.Bus is { } bus)
            {
                _ = new QueueListener(function, bus, client, json, record, options.Time).Listen(instance.Token);
            }
        }

        foreach (var timer in timers.Where(timer => timer.RunsOnStartup))
        {
            _ = timer.Run(isPastDue: false);
        }

        foreach (var timer in options.RunsTimers ? timers : [])
        {
            _ = timer.Keep(instance.Token);
        }
    }

    private async Task Close()
    {
        await instance.CancelAsync();
        await keeper.Kill();
        if (front is not null)
        {
            await front.DisposeAsync();
        }

        Client?.Dispose();
        client.Dispose();
        instance.Dispose();
    }

    private IEnumerable<FunctionDefinition> Listening<TTrigger>() where TTrigger : FunctionTrigger =>
        functions.Where(function => function.Trigger is TTrigger
            && options.Functions?.Contains(function.Name) is not false);

    private async Task<IHandlerRun> Launch() => options.Handler is { } answer
        ? await HandlerDelegate.Start(answer, port)
        : HandlerProcess.Start(json, options.Folder, settings, port, output, errors);

    // On the machine's clock: a process does not start on any other.
    private async Task<bool> IsThere(IHandlerRun run)
    {
        using var patience = new CancellationTokenSource(
            options.InitializationTimeout ?? json.InitializationTimeout, RealClock.Instance);
        try
        {
            while (!run.Exited.IsCompleted && !await client.Answers(patience.Token))
            {
                await RealClock.Instance.Pause(Poll, patience.Token);
            }

            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private string LastWords() => string.Join('\n', errors.TakeLast(3));
}
