namespace Alerting.Core.Configuration.Reading.Http;

/// <summary>Names of headers, as Go's textproto.CanonicalMIMEHeaderKey writes them.</summary>
internal static class MimeHeader
{
    /// <summary>With a capital at the start and after each hyphen; as it is when it is no name of a header.</summary>
    public static string Canonical(string name)
    {
        if (name.Any(c => !char.IsAsciiLetterOrDigit(c) && !"!#$%&'*+-.^_`|~".Contains(c, StringComparison.Ordinal)))
        {
            return name;
        }

        return string.Concat(name.Select((c, index) => index == 0 || name[index - 1] == '-'
            ? char.ToUpperInvariant(c)
            : char.ToLowerInvariant(c)));
    }
}
