using System.Collections.Immutable;
using Alerting.Core.Configuration.Reading.Http;
using Alerting.Core.Configuration.Yaml;

namespace Alerting.Core.Configuration.Reading.Beyond;

/// <summary><c>webhook_signing</c>: the secrets of Standard Webhooks, of which each signs.</summary>
internal static class SigningReader
{
    private const string Prefix = "whsec_";
    private const int LeastBytes = 24;
    private const int MostBytes = 64;

    // An unknown key may be a secret at the wrong place.
    private static readonly HashSet<string> Keys = new(["secrets", "secret_files"], StringComparer.Ordinal);

    /// <summary>Those written out, then those in files, each in their order.</summary>
    public static ImmutableArray<Secret> Read(YamlValue signing, SecretFiles files)
    {
        if ((signing with { IsSecret = true }).AsMap(shown: Keys) is not { } map)
        {
            return [];
        }

        var written = map.Take("secrets") is { } list ? (list with { IsSecret = true }).AsList().Select(Inline) : [];
        var inFiles = map.TakeList("secret_files").Select(file => InFile(file, files));
        var secrets = written.Concat(inFiles).OfType<Secret>().ToImmutableArray();
        map.RefuseRest();
        if (secrets.Length == 0)
        {
            signing.Error("webhook_signing needs a secret in secrets or secret_files");
        }

        return secrets;
    }

    private static Secret? Inline(YamlValue value)
    {
        if (value.AsText() is not { } text)
        {
            return null;
        }

        if (!IsSecret(text))
        {
            value.ErrorOnValue("a signing secret is whsec_ and the base64 of 24 to 64 bytes");
        }

        return Secret.Inline(text);
    }

    private static Secret? InFile(YamlValue value, SecretFiles files)
    {
        var path = value.AsText();
        if (path?.Length == 0)
        {
            value.Error("a file of a signing secret must be named");
        }

        return string.IsNullOrEmpty(path) ? null : files.At(value, path);
    }

    private static bool IsSecret(string text)
    {
        Span<byte> bytes = stackalloc byte[MostBytes];
        return text.StartsWith(Prefix, StringComparison.Ordinal)
            && Convert.TryFromBase64String(text[Prefix.Length..], bytes, out var length) && length >= LeastBytes;
    }
}
