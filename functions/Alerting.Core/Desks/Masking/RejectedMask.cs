using System.Collections.Immutable;
using System.Text;
using Alerting.Core.Desks.Intake;
using Alerting.Core.Redaction;

namespace Alerting.Core.Desks.Masking;

/// <summary>
/// What is taken out of a body that is kept. JSON stays JSON, so that it can be read again; bytes that are no text
/// stay what they are.
/// </summary>
internal static class RejectedMask
{
    private static readonly UTF8Encoding Strict =
        new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static RejectedBody Apply(RejectedBody body, Redactor redactor)
    {
        var bytes = Masked(body, redactor);
        var kept = bytes.Length > RejectedBody.MostBytes ? bytes[..RejectedBody.MostBytes] : bytes;
        var isWhole = body.Length <= body.Body.Length;
        return body with
        {
            Why = redactor.Log(body.Why).Text,
            Rid = body.Rid is { } rid ? redactor.Annotation(rid).Text : null,
            Attributes = Masked(body.Attributes, redactor),
            Body = kept,
            Length = isWhole ? bytes.Length : Math.Max(body.Length, kept.Length + 1L),
        };
    }

    private static ReadOnlyMemory<byte> Masked(RejectedBody rejected, Redactor redactor)
    {
        var body = rejected.Body;
        var encoding = EncodingOf(body.Span);
        var text = encoding.GetString(body.Span);
        if (rejected.Length > body.Length)
        {
            text = WholeWords.EndLost(text).ToString();
            body = encoding.GetBytes(text);
        }

        var redacted = ReferenceEquals(encoding, Encoding.Latin1) ? redactor.Bytes(text) : redactor.Log(text);
        return redacted.Count == 0 ? body : encoding.GetBytes(redacted.Text);
    }

    // Latin-1 has a character for each byte, and gives the same bytes back.
    private static Encoding EncodingOf(ReadOnlySpan<byte> body)
    {
        if (body is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..] && body.Length % 2 == 0)
        {
            return body[0] == 0xFF ? Encoding.Unicode : Encoding.BigEndianUnicode;
        }

        return System.Text.Unicode.Utf8.IsValid(body) ? Strict : Encoding.Latin1;
    }

    private static ImmutableSortedDictionary<string, string> Masked(
        ImmutableSortedDictionary<string, string> attributes, Redactor redactor)
    {
        foreach (var (name, value) in attributes)
        {
            if (redactor.Annotation(value) is { Count: > 0 } redacted)
            {
                attributes = attributes.SetItem(name, redacted.Text);
            }
        }

        return attributes;
    }
}
