using System.Text;
using System.Text.Json;
using Alerting.Testing.Schemas;

namespace Alerting.Testing.Vendors;

/// <summary>
/// SendGrid's <c>POST /v3/mail/send</c>: takes what its documentation allows and its own description, where that is
/// at hand, and answers 202, or 200 in the sandbox, with a message id.
/// </summary>
public static class SendGridApi
{
    /// <summary>The key it knows.</summary>
    public const string Key = "SG.aaaaaaaaaaaaaaaaaaaa.bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb";

    /// <summary>The id it gives to each request.</summary>
    public const string MessageId = "14c5d75ce93.dfd.64b469";

    /// <summary>Where its description has the body of a request.</summary>
    public const string Place = "/components/requestBodies/PostMailSend/content/application~1json/schema";

    private const string Description = "schemas/sendgrid_tsg_mail_v3.openapi.json";
    private const int MostBytes = 30_000_000;

    private static readonly string[] Kept =
    [
        "x-sg-id", "x-sg-eid", "received", "dkim-signature", "content-type", "content-transfer-encoding", "to", "from",
        "subject", "reply-to", "cc", "bcc",
    ];

    /// <summary>Listens once this returns.</summary>
    public static Task<VendorServer> Start() => VendorServer.Start(request =>
        request.Header("Authorization") != "Bearer " + Key
            ? Refused(401, "The provided authorization grant is invalid, expired, or revoked")
            : Fault(request) is { } fault ? Refused(400, fault) : Taken(request));

    /// <summary>An answer of errors as SendGrid words them.</summary>
    public static VendorAnswer Refused(int status, string message, string? field = null) => VendorAnswer.Status(
        status,
        $$"""{"errors":[{"message":{{Quoted(message)}},"field":{{(field is null ? "null" : Quoted(field))}},"help":null}]}""");

    /// <summary>429 or 503 with the second at which the limit is lifted.</summary>
    public static VendorAnswer Limited(int status, string reset) => new(async context =>
    {
        context.Response.StatusCode = status;
        context.Response.Headers["X-RateLimit-Remaining"] = "0";
        context.Response.Headers["X-RateLimit-Reset"] = reset;
        await context.Response.Body.WriteAsync("""{"errors":[{"field":null,"message":"too many requests"}]}"""u8.ToArray());
    });

    /// <summary>What SendGrid would not take; null when it takes the request.</summary>
    public static string? Fault(VendorRequest request)
    {
        if (request.Method != "POST" || request.Path != "/v3/mail/send" || request.Body.Length > MostBytes
            || request.Header("Content-Type") != "application/json")
        {
            return "not a mail/send of JSON";
        }

        try
        {
            using var document = JsonDocument.Parse(request.Body);
            return Described(document.RootElement) ?? Documented(document.RootElement);
        }
        catch (Exception wrong) when (wrong is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return "Bad Request: " + wrong.Message;
        }
    }

    private static string? Described(JsonElement mail) => SharedFile.TryFind(Description) is { } file
        ? JsonSchema.Load(file, Place).Problems(mail) is { Count: > 0 } problems ? string.Join("; ", problems) : null
        : null;

    // What its documentation says and its description does not.
    private static string? Documented(JsonElement mail)
    {
        var people = mail.GetProperty("personalizations").EnumerateArray().ToList();
        string[] addresses = [.. people.SelectMany(it => it.GetProperty("to").EnumerateArray()).Select(Address)];
        string?[] types = [.. mail.GetProperty("content").EnumerateArray().Select(it => it.GetProperty("type").GetString())];
        return people.Count is < 1 or > 1000 ? "personalizations"
            : addresses.Distinct(StringComparer.OrdinalIgnoreCase).Count() != addresses.Length ? "an address twice"
            : addresses.Append(Address(mail.GetProperty("from"))).Any(it => !Ascii.IsValid(it) || !it.Contains('@', StringComparison.Ordinal))
                ? "an address that is none"
            : people.SelectMany(it => it.GetProperty("to").EnumerateArray()).Any(HasForbiddenName) ? "a name with ; or ,"
            : types is not (["text/plain"] or ["text/plain", "text/html"]) ? "order of content"
            : people.Any(it => it.GetProperty("headers").EnumerateObject().Any(IsForbidden)) ? "a header that is kept"
            : people.Any(it => Encoding.UTF8.GetByteCount(it.GetProperty("custom_args").GetRawText()) > 10_000) ? "custom_args"
            : mail.TryGetProperty("reply_to", out _) && mail.TryGetProperty("reply_to_list", out _) ? "reply_to twice"
            : null;
    }

    private static string Address(JsonElement box) => box.GetProperty("email").GetString()!;

    private static bool HasForbiddenName(JsonElement box) =>
        box.TryGetProperty("name", out var name) && name.GetString()!.IndexOfAny([';', ',']) >= 0;

    private static bool IsForbidden(JsonProperty header) =>
        Kept.Contains(header.Name.ToLowerInvariant()) || header.Value.GetString()!.Any(c => c is < ' ' or > '~');

    private static VendorAnswer Taken(VendorRequest request)
    {
        using var document = JsonDocument.Parse(request.Body);
        var isSandbox = document.RootElement.TryGetProperty("mail_settings", out var settings)
            && settings.TryGetProperty("sandbox_mode", out var mode) && mode.GetProperty("enable").GetBoolean();
        return new(context =>
        {
            context.Response.StatusCode = isSandbox ? 200 : 202;
            context.Response.Headers["X-Message-Id"] = MessageId;
            return Task.CompletedTask;
        });
    }

    private static string Quoted(string text) => "\"" + JsonEncodedText.Encode(text) + "\"";
}
