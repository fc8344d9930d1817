using Alerting.Core.Configuration.Reading.Schemas;

namespace Alerting.Core.Configuration.Writing;

/// <summary><c>http_config</c> and what is below it, as Alertmanager 0.25 prints it.</summary>
internal static class HttpForms
{
    private const string Bearer = "bearer_token";

    /// <summary><c>tls_config</c> outside <c>http_config</c>: its paths count from the working directory.</summary>
    public static Form Tls { get; } = new([.. TlsKeys(isPath: false)]);

    private static readonly Form TlsBelow = new([.. TlsKeys(isPath: true)]);

    private static readonly Form BasicAuth = new(
    [
        new Field("username") { Zero = new Marshalled.Text("") }, .. Paths("username_file"),
        new Field("password"), .. Paths("password_file"),
    ])
    {
        Amend = (section, basic) =>
        {
            if (section.IsAnySet("username_file", "username_ref"))
            {
                basic.Remove("username");
            }
        },
    };

    private static readonly Form Authorization = new([new("type"), new("credentials"), .. Paths("credentials_file")])
    {
        Amend = (_, authorization) => authorization["type"] = TypeOf(authorization.Text("type").Trim()),
    };

    private static readonly Form OAuth2 = new(
    [
        Field.Always("client_id"),
        new Field("client_secret") { Zero = Marshalled.Null },
        new Field("client_secret_file") { Zero = new Marshalled.Text(""), IsPath = true },
        new Field("scopes"),
        Field.Always("token_url"),
        .. Field.Of("endpoint_params", "proxy_url"),
        TlsField,
        .. Paths("client_certificate_key_file"),
    ]);

    /// <summary><c>http_config</c>.</summary>
    public static Form Http { get; } = new(
    [
        new Field("basic_auth") { Below = BasicAuth },
        new Field("authorization") { Below = Authorization },
        new Field("oauth2") { Below = OAuth2 },
        .. Paths(Bearer + "_file"),
        .. Field.Of("proxy_url", "no_proxy", "proxy_from_environment", "proxy_connect_header"),
        TlsField,
        Field.Truth("follow_redirects", otherwise: true),
        Field.Truth("enable_http2", otherwise: true),
        new Field("http_headers") { Below = new([.. Field.Of("values", "secrets"), .. Paths("files")]) },
    ])
    {
        Amend = (_, http) => TakeBearer(http),
    };

    /// <summary>The key <c>http_config</c> itself.</summary>
    public static Field Field { get; } = new("http_config") { Below = Http };

    private static Field TlsField => new("tls_config") { Below = TlsBelow, IsStructure = true };

    private static IEnumerable<Field> Paths(params string[] keys) =>
        Writing.Field.Of(keys).Select(field => field with { IsPath = true });

    private static IEnumerable<Field> TlsKeys(bool isPath) =>
    [
        .. Writing.Field.Of("ca_file", "cert_file", "key_file").Select(field => field with { IsPath = isPath }),
        new("server_name"),
        Writing.Field.Truth("insecure_skip_verify", otherwise: false),
        .. Writing.Field.Of("min_version", "max_version"),
    ];

    private static Marshalled.Text TypeOf(string type) => new(type.Length == 0 ? "Bearer" : type);

    // What the older keys say is kept as the newer section.
    private static void TakeBearer(Draft http)
    {
        var entries = new[] { (Bearer, "credentials"), (Bearer + "_file", "credentials_file") }
            .Where(key => http.ContainsKey(key.Item1))
            .Select(key => KeyValuePair.Create(key.Item2, http[key.Item1])).ToArray();
        if (entries.Length > 0)
        {
            http["authorization"] = new Marshalled.Mapping([new("type", TypeOf("")), .. entries]);
            http.Remove(Bearer);
            http.Remove(Bearer + "_file");
        }
    }
}
