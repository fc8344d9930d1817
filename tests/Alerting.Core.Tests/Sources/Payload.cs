using System.Text;

namespace Alerting.Core.Tests.Sources;

/// <summary>Bodies as vendors send them, of the folder Payloads.</summary>
internal static class Payload
{
    public static byte[] Bytes(string name)
    {
        using var stream = typeof(Payload).Assembly.GetManifestResourceStream("payloads/" + name)!;
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }

    public static string Text(string name) => Encoding.UTF8.GetString(Bytes(name));
}
