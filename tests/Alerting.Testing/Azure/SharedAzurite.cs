namespace Alerting.Testing.Azure;

/// <summary>An assembly's fixture: ends the emulator that its tests may have started.</summary>
public sealed class SharedAzurite : IAsyncDisposable
{
    public async ValueTask DisposeAsync() => await Azurite.EndShared();
}
