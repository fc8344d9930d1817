using System.Text;

namespace Alerting.Adapters.Configuration;

/// <summary>Text files, which are UTF-8 or an error.</summary>
public static class Utf8File
{
    /// <summary>The problem of a file that is something else.</summary>
    public const string NotUtf8 = "not UTF-8";

    private static readonly UTF8Encoding Strict =
        new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>
    /// All of a file of at most 4 MiB, with its byte order mark. Null with a
    /// problem of one line where it cannot be read.
    /// </summary>
    public static string? Read(string path, out string problem)
    {
        problem = "";
        try
        {
            return Strict.GetString(ConfigurationBytes.Read(path));
        }
        catch (DecoderFallbackException)
        {
            problem = NotUtf8;
        }
        catch (InvalidDataException tooLarge)
        {
            problem = tooLarge.Message;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            problem = "cannot be read: " + failure.Message.ReplaceLineEndings(" ");
        }

        return null;
    }
}
