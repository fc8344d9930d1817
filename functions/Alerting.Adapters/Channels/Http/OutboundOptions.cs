namespace Alerting.Adapters.Channels.Http;

/// <summary>How calls to vendors are made; one for all HTTP channels.</summary>
public sealed record OutboundOptions
{
    /// <summary>For name, connection and TLS together; more than zero, default 10 s.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>After how long a connection is replaced, so that a moved name is noticed; default 2 min.</summary>
    public TimeSpan ConnectionLifetime { get; init; } = TimeSpan.FromMinutes(2);
}
