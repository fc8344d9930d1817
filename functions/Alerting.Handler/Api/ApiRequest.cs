using System.Buffers;
using System.Text;
using Alerting.Core.Alerts;
using Alerting.Core.Sources.AlertmanagerApi;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;

namespace Alerting.Handler.Api;

/// <summary>What go-openapi asks of a request before its body is read.</summary>
internal static class ApiRequest
{
    private static readonly SearchValues<char> Token = SearchValues.Create(
        "!#$%&'*+-.^_`|~0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ");

    /// <summary>Why the method is not taken.</summary>
    public static ApiFault WrongMethod(string method, string allowed) => new(
        StatusCodes.Status405MethodNotAllowed, 405, $"method {method} is not allowed, but [{allowed}] are");

    /// <summary>Why a body of this content type is not read; null when it is, or when there is no body.</summary>
    public static ApiFault? WrongType(HttpRequest request)
    {
        if (request.HttpContext.Features.Get<IHttpRequestBodyDetectionFeature>() is { CanHaveBody: false })
        {
            return null;
        }

        var whole = request.ContentType ?? "";
        var parts = whole.Split(';', 2);
        var type = parts[0].Trim().ToLowerInvariant();
        if (MimeFault(type, parts.Length > 1 ? parts[1].Trim() : "") is { } fault)
        {
            return new(400, 400, $"parsing Content-Type header from {Quote(whole)} failed, because mime: {fault}");
        }

        type = type.Length == 0 ? "application/octet-stream" : type;
        return type == "application/json" ? null : new(
            StatusCodes.Status415UnsupportedMediaType, 415,
            $"unsupported media type {Quote(type)}, only [application/json] are allowed");
    }

    private static string Quote(string text) => GoQuote.Append(new StringBuilder(), text).ToString();

    // The refusals of Go's mime.ParseMediaType.
    private static string? MimeFault(string type, string parameters)
    {
        var slash = type.AsSpan().IndexOfAnyExcept(Token);
        if (type.Length == 0)
        {
            return parameters.Length > 0 ? "no media type" : null;
        }

        if (slash == 0)
        {
            return "no media type";
        }

        if (slash > 0 && type[slash] != '/')
        {
            return "expected slash after first token";
        }

        var end = slash < 0 ? 0 : type.AsSpan(slash + 1).IndexOfAnyExcept(Token);
        var isShort = slash == type.Length - 1 || (slash > 0 && end == 0);
        return isShort ? "expected token after slash"
            : slash > 0 && end > 0 ? "unexpected content after media subtype"
            : ParametersFault(parameters);
    }

    private static string? ParametersFault(string parameters)
    {
        if (parameters.Length == 0)
        {
            return null;
        }

        var isReadable = MediaTypeHeaderValue.TryParse($"a/b;{parameters}", out var read);
        var names = read?.Parameters.Select(parameter => parameter.Name.Value) ?? [];
        return !isReadable || read!.Parameters.Any(parameter => !parameter.Value.HasValue) ? "invalid media parameter"
            : names.Distinct(StringComparer.OrdinalIgnoreCase).Count() < read.Parameters.Count
                ? "duplicate parameter name"
            : null;
    }
}
