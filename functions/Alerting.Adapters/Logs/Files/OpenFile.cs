using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Alerting.Adapters.Logs.Files;

/// <summary>
/// Opens what is a file and nothing else: opening a FIFO that nobody writes would wait without end, and a link may have
/// taken the place of what was looked at before.
/// </summary>
internal static partial class OpenFile
{
    /// <summary>The file, to be read; null where there is none or it is something else.</summary>
    public static SafeFileHandle? Try(string path)
    {
        try
        {
            var handle = OperatingSystem.IsWindows()
                ? File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete)
                : new SafeFileHandle(Open(path, Flags), ownsHandle: true);
            if (!handle.IsInvalid && IsFile(handle))
            {
                return handle;
            }

            handle.Dispose();
            return null;
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    // O_RDONLY | O_NONBLOCK | O_NOFOLLOW | O_CLOEXEC. The second last differs from one processor to the other.
    private static int Flags => OperatingSystem.IsMacOS() ? 0x0004 | 0x0100 | 0x0100_0000
        : 0x0800 | 0x8_0000
            | (RuntimeInformation.ProcessArchitecture is Architecture.Arm64 or Architecture.Arm ? 0x8000 : 0x2_0000);

    // A device has no length, and a FIFO or a socket no place to read at.
    private static bool IsFile(SafeFileHandle handle)
    {
        try
        {
            return RandomAccess.GetLength(handle) > 0;
        }
        catch (NotSupportedException)
        {
            return false;
        }
    }

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);
}
