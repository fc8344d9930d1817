using System.Buffers;
using System.Globalization;
using System.Text;

namespace Alerting.Core.Alerts;

/// <summary>
/// Writes JSON byte for byte as Go's <c>encoding/json</c> does (1.22 on): no white space; <c>&lt;</c>, <c>&gt;</c>,
/// <c>&amp;</c>, U+2028 and U+2029 as lower-case <c>\u</c> escapes, everything else that may be literal is. It puts the
/// commas; that objects and arrays are closed and names come in pairs with values is for the caller. For one thread.
/// </summary>
public sealed class GoJson
{
    private static readonly SearchValues<char> EscapedAnywhere = SearchValues.Create(
        [.. Enumerable.Range(0, ' ').Select(c => (char)c), '"', '\\', '\u2028', '\u2029']);

    private static readonly SearchValues<char> EscapedForHtml = SearchValues.Create(
        [.. Enumerable.Range(0, ' ').Select(c => (char)c), '"', '\\', '<', '>', '&', '\u2028', '\u2029']);

    private readonly ArrayBufferWriter<byte> buffer = new(1024);
    private bool needsComma;

    /// <summary>
    /// False writes <c>&lt;</c>, <c>&gt;</c> and <c>&amp;</c> as they are, from the next text on: Go's
    /// <c>SetEscapeHTML(false)</c>.
    /// </summary>
    public bool IsForHtml { get; set; } = true;

    /// <summary>What was written so far; valid until the next write.</summary>
    public ReadOnlyMemory<byte> Written => buffer.WrittenMemory;

    /// <summary>Forgets what was written: somebody has taken it. What comes next continues it.</summary>
    public void Forget() => buffer.ResetWrittenCount();

    /// <summary>Opens an object.</summary>
    public GoJson BeginObject() => Open("{"u8);

    /// <summary>Closes an object.</summary>
    public GoJson EndObject() => Close("}"u8);

    /// <summary>Opens an array.</summary>
    public GoJson BeginArray() => Open("["u8);

    /// <summary>Closes an array.</summary>
    public GoJson EndArray() => Close("]"u8);

    /// <summary>The name of a member; its value must follow.</summary>
    public GoJson Name(string name)
    {
        Quoted(name);
        buffer.Write(":"u8);
        needsComma = false;
        return this;
    }

    /// <summary>A string; half a surrogate pair becomes U+FFFD.</summary>
    public GoJson Text(string value)
    {
        Quoted(value);
        return this;
    }

    /// <summary>A whole number.</summary>
    public GoJson Number(long value)
    {
        Comma();
        Encoding.UTF8.GetBytes(value.ToString(CultureInfo.InvariantCulture), buffer);
        return this;
    }

    /// <summary>A number as it is written, which must be JSON.</summary>
    public GoJson Number(string written)
    {
        Comma();
        Encoding.UTF8.GetBytes(written, buffer);
        return this;
    }

    /// <summary>A value as it is written, which must be JSON.</summary>
    public GoJson Json(ReadOnlySpan<byte> written)
    {
        Comma();
        buffer.Write(written);
        return this;
    }

    /// <summary>True or false.</summary>
    public GoJson Truth(bool value)
    {
        Comma();
        buffer.Write(value ? "true"u8 : "false"u8);
        return this;
    }

    /// <summary>A null.</summary>
    public GoJson Null()
    {
        Comma();
        buffer.Write("null"u8);
        return this;
    }

    /// <summary>An object of strings, in the order of the set, which is Go's order of map keys.</summary>
    public GoJson Labels(LabelSet labels)
    {
        BeginObject();
        foreach (var (name, value) in labels)
        {
            Name(name).Text(value);
        }

        return EndObject();
    }

    /// <summary>The newline that Go's encoder puts after each document.</summary>
    public GoJson EndLine()
    {
        buffer.Write("\n"u8);
        needsComma = false;
        return this;
    }

    private GoJson Open(ReadOnlySpan<byte> bracket)
    {
        Comma();
        buffer.Write(bracket);
        needsComma = false;
        return this;
    }

    private GoJson Close(ReadOnlySpan<byte> bracket)
    {
        buffer.Write(bracket);
        needsComma = true;
        return this;
    }

    private void Comma()
    {
        if (needsComma)
        {
            buffer.Write(","u8);
        }

        needsComma = true;
    }

    private void Quoted(string text)
    {
        Comma();
        buffer.Write("\""u8);
        var rest = text.AsSpan();
        var escaped = IsForHtml ? EscapedForHtml : EscapedAnywhere;
        for (var at = rest.IndexOfAny(escaped); at >= 0; at = rest.IndexOfAny(escaped))
        {
            Encoding.UTF8.GetBytes(rest[..at], buffer);
            Encoding.UTF8.GetBytes(Escape(rest[at]), buffer);
            rest = rest[(at + 1)..];
        }

        Encoding.UTF8.GetBytes(rest, buffer);
        buffer.Write("\""u8);
    }

    private static string Escape(char c) => c switch
    {
        '"' => "\\\"",
        '\\' => "\\\\",
        '\n' => "\\n",
        '\r' => "\\r",
        '\t' => "\\t",
        '\b' => "\\b",
        '\f' => "\\f",
        _ => "\\u" + ((int)c).ToString("x4", CultureInfo.InvariantCulture),
    };
}
