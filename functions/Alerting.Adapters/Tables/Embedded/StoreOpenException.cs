namespace Alerting.Adapters.Tables.Embedded;

/// <summary>The embedded store cannot be opened; the message is one line that says why and what to do.</summary>
public sealed class StoreOpenException : Exception
{
    /// <summary>Without a cause.</summary>
    public StoreOpenException() { }

    /// <summary>With the line to print.</summary>
    public StoreOpenException(string message) : base(message) { }

    /// <summary>With the line to print, and its cause.</summary>
    public StoreOpenException(string message, Exception inner) : base(message, inner) { }
}
