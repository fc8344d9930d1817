namespace Alerting.Testing.Functions;

/// <summary>One life of the handler, from its start to its end.</summary>
internal interface IHandlerRun
{
    /// <summary>Its exit code once it has ended; 137 after SIGKILL.</summary>
    Task<int> Exited { get; }

    /// <summary>SIGKILL, as the host stops a custom handler whenever it does.</summary>
    void Kill();
}
