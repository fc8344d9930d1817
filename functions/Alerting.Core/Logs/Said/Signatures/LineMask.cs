using System.Buffers;
using System.Text;

namespace Alerting.Core.Logs.Said.Signatures;

/// <summary>
/// A line with <c>&lt;*&gt;</c> where lines alike differ: words with digits, quoted texts, paths, addresses, what was
/// redacted. Kept are the numbers that say what is wrong (an exit code, a status, a vendor's code of an error), names
/// such as <c>float32</c> and types of exceptions. One walk, linear.
/// </summary>
internal static class LineMask
{
    /// <summary>What stands where lines differ.</summary>
    public const string Any = "<*>";

    /// <summary>UTF-16 units of a line that are looked at.</summary>
    public const int LookedAt = 1000;

    private const int LongestQuoted = 300;

    // Of letters alone: no word is so long, and some of many ids have no digit.
    private const int LeastHex = 8;

    private static readonly SearchValues<char> Ends = SearchValues.Create(" ,;()[]{}<>|=\"'`\t");

    private static readonly HashSet<string> Named = new(StringComparer.OrdinalIgnoreCase)
    {
        "utf8", "utf-8", "s3", "int8", "int16", "int32", "int64", "uint8", "float16", "float32", "float64", "bfloat16",
        "x509", "k8s", "ipv4", "ipv6", "base64", "sha256", "md5", "h5py", "http2", "tls1.2", "tls1.3", "ec2",
        "libcuda.so.1",
        "psycopg2", "urllib3", "boto3", "sqlite3", "log4j", "py4j", "cp1252", "latin1", "x86_64", "amd64", "arm64",
        "python3",
        "v1", "v2", "oauth2", "bz2", "1d", "2d", "3d", "4d",
    };

    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> Names =
        Named.GetAlternateLookup<ReadOnlySpan<char>>();

    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> Telling =
        new HashSet<string>(StringComparer.OrdinalIgnoreCase)
        {
            "code", "status", "errno", "error", "http", "http/1.1", "signal", "exit", "sqlstate", "statuscode", "err",
            "exit_code", "exitcode", "status_code",
        }.GetAlternateLookup<ReadOnlySpan<char>>();

    private static readonly string[] Codes =
    [
        "ORA-", "PLS-", "SQL", "AADSTS", "ERR_", "CS", "TS", "NU", "MSB", "JDBC-", "KAFKA-", "E0", "DPY-", "BCK-",
        "BC3",
        "SQLSTATE", "HY", "NCCL", "XID",
    ];

    /// <summary>The masked line.</summary>
    public static string Of(ReadOnlySpan<char> line) => Append(new StringBuilder(128), line).ToString();

    /// <summary>Appends it.</summary>
    public static StringBuilder Append(StringBuilder masked, ReadOnlySpan<char> line)
    {
        var rest = line.Length > LookedAt ? line[..LookedAt] : line;
        ReadOnlySpan<char> before = default;
        var start = masked.Length;
        while (!rest.IsEmpty)
        {
            var length = rest.IndexOfAny(Ends) is >= 0 and var end ? end : rest.Length;
            if (length > 0)
            {
                Word(masked, rest, length, before, start);
                before = rest[..length].TrimEnd(":.");
                rest = rest[length..];
                continue;
            }

            var isInWord = before.Length > 0 && masked.Length > start && char.IsAsciiLetterOrDigit(masked[^1]);
            length = Delimiter(masked, rest, isInWord, start);
            rest = rest[length..];
        }

        Trim(masked, start);
        return masked;
    }

    // How much was dealt with.
    private static int Delimiter(StringBuilder masked, ReadOnlySpan<char> rest, bool isInWord, int start)
    {
        if (rest[0] is '\'' or '"' or '`' && !isInWord && Quoted(rest) is > 0 and var quoted)
        {
            Quote(masked, rest[0], start);
            return quoted;
        }

        if (rest.StartsWith("[redacted]"))
        {
            Add(masked, start);
            return "[redacted]".Length;
        }

        if (rest.StartsWith(Any))
        {
            Add(masked, start);
            return Any.Length;
        }

        // White space of any width is one.
        if (rest[0] is not (' ' or '\t'))
        {
            masked.Append(rest[0]);
        }
        else if (masked.Length > start && masked[^1] != ' ')
        {
            masked.Append(' ');
        }

        return 1;
    }

    // Up to the next quote of the kind, which must not be one within a word.
    private static int Quoted(ReadOnlySpan<char> rest)
    {
        var looked = rest.Length > LongestQuoted ? rest[1..LongestQuoted] : rest[1..];
        var end = looked.IndexOf(rest[0]) + 1;
        return end > 0 && (end + 1 >= rest.Length || !char.IsAsciiLetterOrDigit(rest[end + 1])) ? end + 1 : 0;
    }

    private static void Word(
        StringBuilder masked, ReadOnlySpan<char> rest, int length, ReadOnlySpan<char> before, int start)
    {
        var word = rest[..length];
        var kept = word.TrimEnd(":.!?");
        if (kept.IsEmpty || !Differs(kept, before)
            || TypeWord.Is(kept, rest.Length == kept.Length ? before.IsEmpty : rest[kept.Length] is ':' or ')'))
        {
            masked.Append(word);
            return;
        }

        Add(masked, start);
        masked.Append(word[kept.Length..]);
    }

    private static bool Differs(ReadOnlySpan<char> word, ReadOnlySpan<char> before)
    {
        if (IsPath(word) || word.Contains('@') || (word.Length >= LeastHex && IsHex(word)))
        {
            return true;
        }

        return word.ContainsAnyInRange('0', '9') && !Names.Contains(word) && !IsCode(word, before);
    }

    private static bool IsPath(ReadOnlySpan<char> word) =>
        word.Contains("://", StringComparison.Ordinal) || (word.Length > 1 && (word[0] is '/' or '\\' or '~'
            || word.StartsWith("./") || word.StartsWith("../") || word.Count('/') > 1 || word.Count('\\') > 1
            || (word.Length > 2 && word[1] == ':' && word[2] is '\\' or '/')));

    private static bool IsHex(ReadOnlySpan<char> word)
    {
        foreach (var c in word)
        {
            if (!char.IsAsciiHexDigit(c) && c != '-')
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsCode(ReadOnlySpan<char> word, ReadOnlySpan<char> before)
    {
        if (word.Length <= 5 && !word.ContainsAnyExceptInRange('0', '9'))
        {
            return Telling.Contains(before);
        }

        foreach (var code in Codes)
        {
            if (word.Length <= code.Length + 6 && word.StartsWith(code, StringComparison.Ordinal))
            {
                return !word[^1..].ContainsAnyExceptInRange('0', '9');
            }
        }

        return false;
    }

    // A list of quoted texts is one, however long.
    private static void Quote(StringBuilder masked, char quote, int start)
    {
        var comma = masked.Length > start && masked[^1] == ' ' ? masked.Length - 2 : masked.Length - 1;
        var before = comma - Any.Length - 2;
        if (before >= start && masked[comma] == ',' && masked[comma - 1] == quote && masked[before] == quote
            && masked[comma - 2] == '>' && masked[comma - 3] == '*' && masked[comma - 4] == '<')
        {
            masked.Length = comma;
            return;
        }

        masked.Append(quote).Append(Any).Append(quote);
    }

    // A list of what differs is one, however long.
    private static void Add(StringBuilder masked, int start)
    {
        var at = masked.Length;
        while (at > start && masked[at - 1] is ' ' or ',' or ':' or '-' or '/' or 'x' or '.' && masked.Length - at < 3)
        {
            at--;
        }

        if (at - start >= Any.Length && masked[at - 1] == '>' && masked[at - 2] == '*' && masked[at - 3] == '<')
        {
            masked.Length = at;
            return;
        }

        masked.Append(Any);
    }

    private static void Trim(StringBuilder masked, int start)
    {
        while (masked.Length > start && masked[^1] is ' ')
        {
            masked.Length--;
        }
    }
}
