using System.Net;

namespace Alerting.Handler.Cli.Alertmanager;

/// <summary>What <c>--web.external-url</c> says.</summary>
internal static class ExternalUrl
{
    /// <summary>
    /// Our address in links, without slashes at the end; of nothing <c>http://{host name}:{port}</c>. Throws <see
    /// cref="StartRefusedException"/> where it is none.
    /// </summary>
    public static string Of(string text, ListenAddress first)
    {
        if (text.Length == 0)
        {
            return $"http://{Dns.GetHostName()}:{BindingAddress.Parse(first.Url).Port}";
        }

        return Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Host.Length > 0
            && url.Scheme is "http" or "https" && url.Query.Length + url.Fragment.Length == 0
            ? text.TrimEnd('/')
            : throw new StartRefusedException(
                $"--web.external-url \"{text}\": only 'http' and 'https' are supported, as in http://host/path");
    }

    /// <summary>Its path; <c>/</c> where it has none.</summary>
    public static string PathOf(string external) => Uri.UnescapeDataString(new Uri(external).AbsolutePath);
}
