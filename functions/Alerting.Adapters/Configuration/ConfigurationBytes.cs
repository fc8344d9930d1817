using System.Globalization;

namespace Alerting.Adapters.Configuration;

/// <summary>Reads a file, or what stands in the place of one, such as a pipe, within bounds.</summary>
internal static class ConfigurationBytes
{
    /// <summary>Most bytes of a file.</summary>
    public const int Most = 4 << 20;

    private const string Input = "/dev/stdin";

    // For what has no length, such as a pipe into which nobody writes.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>
    /// All of it. Throws <see cref="InvalidDataException"/> when it is larger, <see cref="IOException"/>, also where
    /// nothing comes in time, or <see cref="UnauthorizedAccessException"/>.
    /// </summary>
    public static byte[] Read(string path)
    {
        var file = new FileInfo(path);
        var length = file.Exists ? file.Length : 0;
        if (length > Most)
        {
            throw new InvalidDataException(
                string.Create(CultureInfo.InvariantCulture, $"larger than 4 MiB ({length} bytes)"));
        }

        return length > 0 || path == Input ? ReadNow(path) : ReadInTime(path);
    }

    // Opening a pipe may wait without end, and cannot be called off: the thread stays behind.
    private static byte[] ReadInTime(string path)
    {
        var reading = Task.Factory.StartNew(
            () => ReadNow(path), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        return Task.WaitAny([reading], Patience) >= 0
            ? reading.GetAwaiter().GetResult()
            : throw new IOException("it is no regular file, and nothing came out of it in time");
    }

    private static byte[] ReadNow(string path)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0);
        using var bytes = new MemoryStream();
        var buffer = new byte[1 << 16];
        while (stream.Read(buffer) is > 0 and var count)
        {
            bytes.Write(buffer, 0, count);
            if (bytes.Length > Most)
            {
                throw new InvalidDataException("larger than 4 MiB");
            }
        }

        return bytes.ToArray();
    }
}
