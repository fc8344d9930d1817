using System.Net;

namespace Alerting.Adapters.Channels.Http;

/// <summary>Finds the addresses of a name; none for a name that has none.</summary>
/// <param name="host">The name.</param>
/// <param name="cancellation">Ends the wait.</param>
public delegate Task<IPAddress[]> ResolveName(string host, CancellationToken cancellation);
