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
    public string Text => Encoding.UTF8.GetString(Body.Span);

    public string? Header(string name) => Headers.GetValueOrDefault(name);
}
