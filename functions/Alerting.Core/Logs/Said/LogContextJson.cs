using System.Buffers;
using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using Alerting.Core.Sources;

namespace Alerting.Core.Logs.Said;

/// <summary>
/// A context as JSON: the member <c>context</c> of a webhook's body, and what is stored with a flush. What is empty is
/// left out; what is not known is not read.
/// </summary>
public static class LogContextJson
{
    private static readonly JsonWriterOptions Options = new() { SkipValidation = true };

    /// <summary>The whole document, UTF-8.</summary>
    public static byte[] Write(LogContext context)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            Write(json, context);
        }

        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>The same as a value of a document.</summary>
    public static void Write(Utf8JsonWriter json, LogContext context)
    {
        json.WriteStartObject();
        Line(json, "firstError", context.FirstError);
        Exception(json, context.Exception);
        Exit(json, context.Exit);
        List(json, "signatures", context.Signatures, Signature);
        Number(json, "moreSignatures", context.MoreSignatures);
        Number(json, "failing", context.Failing);
        Text(json, "firstFailing", context.FirstFailing);
        List(json, "changes", context.Changes, Change);
        Text(json, "lastGoodRun", context.LastGoodRun);
        List(json, "lastLines", context.LastLines, static (json, line) => Line(json, line));
        List(json, "related", context.Related, Related);
        List(json, "links", context.Links, Link);
        Text(json, "owner", context.Owner);
        Number(json, "redacted", context.Redacted);
        List(json, "sources", context.Sources, Source);
        json.WriteEndObject();
    }

    /// <summary>
    /// What was written, by this version or another. Throws <see cref="JsonException"/> or <see
    /// cref="FormatException"/> for what is none.
    /// </summary>
    public static LogContext Read(ReadOnlyMemory<byte> json)
    {
        using var document = JsonDocument.Parse(json);
        return Read(document.RootElement);
    }

    /// <summary>The same of a value of a document.</summary>
    public static LogContext Read(JsonElement root)
    {
        var context = new ContextMembers(root);
        return new()
        {
            FirstError = context.Object("firstError") is { } first ? LineOf(first) : null,
            Exception = context.Object("exception") is { } exception
                ? new(exception.Text("type"), exception.Text("message"), exception.Texts("stack"))
                : null,
            Exit = context.Object("exit") is { } exit
                ? new(exit.Text("kind"), exit.Whole("code"), exit.TextOrNull("signal"), exit.Text("text"))
                : null,
            Signatures = context.List("signatures", SignatureOf),
            MoreSignatures = context.Whole("moreSignatures") ?? 0,
            Failing = context.Whole("failing") ?? 0,
            FirstFailing = context.TextOrNull("firstFailing"),
            Changes = context.List("changes", it => new RunChange(it.Text("name"), it.Text("before"), it.Text("now"))),
            LastGoodRun = context.TextOrNull("lastGoodRun"),
            LastLines = context.List("lastLines", LineOf),
            Related = context.List(
                "related", it => new RelatedAlert(it.Text("name"), it.Time("startsAt") ?? default, it.Text("shared"))),
            Links = context.List("links", it => new ContextLink(it.Text("name"), it.Text("url"))),
            Owner = context.Text("owner"),
            Redacted = context.Whole("redacted") ?? 0,
            Sources = context.List("sources", SourceOf),
        };
    }

    private static LogLine LineOf(ContextMembers it) => new(it.Time("at"), it.Text("text"), it.Text("source"));

    private static LogSignature SignatureOf(ContextMembers it) => new(
        it.Text("id"), it.Text("template"), it.Whole("count") ?? 0, it.Whole("failing") ?? 0, it.Text("sample"),
        it.Text("first"));

    private static SourceReport SourceOf(ContextMembers it) => new(
        it.Text("name"), SourceStates.Parse(it.Text("state")), it.Whole("records") ?? 0, it.Text("why"),
        it.TextOrNull("link"), it.Whole("tookMs") ?? 0);

    private static void Exception(Utf8JsonWriter json, ExceptionFound? exception)
    {
        if (exception is not null)
        {
            json.WriteStartObject("exception");
            Text(json, "type", exception.Type);
            Text(json, "message", exception.Message);
            List(json, "stack", exception.Stack, static (json, line) => json.WriteStringValue(Whole(line)));
            json.WriteEndObject();
        }
    }

    private static void Exit(Utf8JsonWriter json, ExitReason? exit)
    {
        if (exit is not null)
        {
            json.WriteStartObject("exit");
            Text(json, "kind", exit.Kind);
            if (exit.Code is { } code)
            {
                json.WriteNumber("code", code);
            }

            Text(json, "signal", exit.Signal);
            Text(json, "text", exit.Text);
            json.WriteEndObject();
        }
    }

    private static void Line(Utf8JsonWriter json, string name, LogLine? line)
    {
        if (line is not null)
        {
            json.WritePropertyName(name);
            Line(json, line);
        }
    }

    private static void Line(Utf8JsonWriter json, LogLine line)
    {
        json.WriteStartObject();
        if (line.At is { } at)
        {
            json.WriteString("at", Instant(at));
        }

        Text(json, "text", line.Text);
        Text(json, "source", line.Source);
        json.WriteEndObject();
    }

    private static void Signature(Utf8JsonWriter json, LogSignature signature)
    {
        json.WriteStartObject();
        Text(json, "id", signature.Id);
        Text(json, "template", signature.Template);
        json.WriteNumber("count", signature.Count);
        json.WriteNumber("failing", signature.Failing);
        Text(json, "sample", signature.Sample);
        Text(json, "first", signature.First);
        json.WriteEndObject();
    }

    private static void Change(Utf8JsonWriter json, RunChange change)
    {
        json.WriteStartObject();
        Text(json, "name", change.Name);
        Text(json, "before", change.Before);
        Text(json, "now", change.Now);
        json.WriteEndObject();
    }

    private static void Related(Utf8JsonWriter json, RelatedAlert alert)
    {
        json.WriteStartObject();
        Text(json, "name", alert.Name);
        json.WriteString("startsAt", Instant(alert.StartsAt));
        Text(json, "shared", alert.Shared);
        json.WriteEndObject();
    }

    private static void Link(Utf8JsonWriter json, ContextLink link)
    {
        json.WriteStartObject();
        Text(json, "name", link.Name);
        Text(json, "url", link.Url);
        json.WriteEndObject();
    }

    private static void Source(Utf8JsonWriter json, SourceReport source)
    {
        json.WriteStartObject();
        Text(json, "name", source.Name);
        json.WriteString("state", source.State.ToText());
        json.WriteNumber("records", source.Records);
        Text(json, "why", source.Why);
        Text(json, "link", source.Link);
        json.WriteNumber("tookMs", source.Took);
        json.WriteEndObject();
    }

    private static void List<T>(
        Utf8JsonWriter json, string name, ImmutableArray<T> list, Action<Utf8JsonWriter, T> write)
    {
        if (list.IsEmpty)
        {
            return;
        }

        json.WriteStartArray(name);
        foreach (var element in list)
        {
            write(json, element);
        }

        json.WriteEndArray();
    }

    private static void Text(Utf8JsonWriter json, string name, string? text)
    {
        if (!string.IsNullOrEmpty(text))
        {
            json.WriteString(name, Whole(text));
        }
    }

    // A writer refuses half a surrogate pair.
    private static string Whole(string text) => text.AsSpan().IndexOfAnyInRange('\uD800', '\uDFFF') < 0
        ? text
        : Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));

    private static void Number(Utf8JsonWriter json, string name, int number)
    {
        if (number != 0)
        {
            json.WriteNumber(name, number);
        }
    }

    private static string Instant(DateTimeOffset at) => Rfc3339.Format(at.ToUniversalTime());
}
