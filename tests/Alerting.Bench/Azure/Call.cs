using System.Text;
using Alerting.Testing.Vendors;

namespace Alerting.Bench.Azure;

/// <summary>A request to the table service as the store sent it.</summary>
/// <param name="Method">HTTP method.</param>
/// <param name="Path">Path and query.</param>
/// <param name="Headers">Without those that sign or address it.</param>
/// <param name="Body">As sent, for the table and the port it was sent for.</param>
internal sealed record Call(string Method, string Path, IReadOnlyList<(string Name, string Value)> Headers, byte[] Body)
{
    private static readonly string[] Given =
        ["Authorization", "x-ms-date", "Host", "Content-Length", "Connection", "Transfer-Encoding"];

    /// <summary>Whether it writes.</summary>
    public bool IsWrite => Method != "GET";

    /// <summary>As it was received.</summary>
    public static Call Of(VendorRequest request) => new(
        request.Method, request.Path,
        [.. request.Headers.Where(header => !Given.Contains(header.Key, StringComparer.OrdinalIgnoreCase))
            .Select(header => (header.Key, header.Value))],
        request.Body.ToArray());

    /// <summary>The same with other addresses or table names, wherever they stand.</summary>
    public Call Moved(params (string From, string To)[] names)
    {
        string In(string text) => names.Aggregate(
            text, (before, name) => before.Replace(name.From, name.To, StringComparison.Ordinal));
        return this with { Path = In(Path), Body = Encoding.UTF8.GetBytes(In(Encoding.UTF8.GetString(Body))) };
    }
}
