using System.Text;

namespace Alerting.Testing.Vendors;

/// <summary>A request as a stand-in received it.</summary>
/// <param name="Method">HTTP method.</param>
/// <param name="Path">Path and query.</param>
/// <param name="Headers">Header values by name, whatever the case.</param>
/// <param name="Body">The bytes.</param>
public sealed record VendorRequest(
    string Method, string Path, IReadOnlyDictionary<string, string> Headers, ReadOnlyMemory<byte> Body)
{
    /// <summary>Path and query as they came, percent signs and all.</summary>
    public string Target { get; init; } = "";

    /// <summary>Such as <c>HTTP/2</c>.</summary>
    public string Protocol { get; init; } = "";

    /// <summary>Whom the caller's certificate is of; null where it showed none.</summary>
    public string? ClientCertificate { get; init; }

    /// <summary>Which connection it came by.</summary>
    public string Connection { get; init; } = "";

    public string Text => Encoding.UTF8.GetString(Body.Span);

    public string? Header(string name) => Headers.GetValueOrDefault(name);
}
