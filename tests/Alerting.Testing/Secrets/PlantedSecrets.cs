namespace Alerting.Testing.Secrets;

/// <summary>
/// Credentials of more than 40 kinds, each in a text around it, by a seed. What begins a kind is put together here, so
/// that no scanner takes this file for a leak.
/// </summary>
public static class PlantedSecrets
{
    private const string NewLine = "\n";

    private delegate (string Needle, string Text) Maker(Draw draw);

    private static readonly (string Kind, Maker Make)[] Kinds =
    [
        ("AWS access key id", draw => Token(draw, "AK" + "IA", draw.UpperDigit(16))),
        ("AWS secret key", draw => Named(draw, "aws_secret_access" + "_key", draw.Alnum(40))),
        ("AWS session token", draw => Named(draw, "aws_session" + "_token", "IQoJb3JpZ2lu", draw.Alnum(200))),
        ("GCP API key", draw => Token(draw, "AI" + "za", draw.Alnum(35))),
        ("GCP refresh token", draw => Token(draw, "1/" + "/0", draw.Alnum(60))),
        ("GCP client secret", draw => Token(draw, "GOC" + "SPX-", draw.Alnum(28))),
        ("GCP service account", ServiceAccount),
        ("Azure storage key", draw => In(draw.Alnum(84), key =>
            $"DefaultEndpointsProtocol=https;AccountName=models;Account{"Key="}{key}==;EndpointSuffix=core.windows.net")),
        ("Azure SAS", draw => In(draw.Alnum(43), key =>
            $"GET https://models.blob.core.windows.net/runs/a.csv?sv=2024-05-04&sr=b&s{"ig="}{key}%3D&sp=r 403")),
        ("Azure Service Bus", draw => In(draw.Alnum(43), key =>
            $"Endpoint=sb://x.servicebus.windows.net/;SharedAccessKeyName=Root;SharedAccess{"Key="}{key}=")),
        ("Azure client secret", draw => In(draw.Alnum(31), key => $"login failed with {draw.Alnum(3)}{"8Q"}~{key} today")),
        ("GitHub token", draw => Token(draw, draw.One("ghp", "gho", "ghs", "ghu", "ghr") + "_", draw.Alnum(36))),
        ("GitHub fine-grained token", draw => Token(draw, "github" + "_pat_", draw.Alnum(60))),
        ("GitLab token", draw => Token(draw, "glp" + "at-", draw.Alnum(20))),
        ("Slack token", draw => Token(draw, "xox" + draw.One("b", "p", "a", "r") + "-12345678901-", draw.Alnum(24))),
        ("Slack app token", draw => Token(draw, "xap" + "p-1-A1-", draw.Alnum(40))),
        ("Slack webhook", draw => In(draw.Alnum(24), key =>
            $"POST https://hooks.slack{".com/"}services/T000/B000/{key}: 404 no_service")),
        ("Teams webhook", draw => In(draw.Alnum(32), key =>
            $"POST https://acme.webhook.office{".com/"}webhookb2/{key}/IncomingWebhook/1 timed out")),
        ("Discord webhook", draw => In(draw.Alnum(60), key =>
            $"POST https://discord{".com/api"}/webhooks/1234567890/{key} 429")),
        ("SendGrid", draw => Token(draw, "S" + "G." + draw.Alnum(22) + ".", draw.Alnum(43))),
        ("Stripe", draw => Token(draw, draw.One("sk", "rk") + "_live" + "_", draw.Alnum(24))),
        ("Twilio key", draw => Token(draw, "S" + "K", draw.Hex(32))),
        ("Twilio auth token", draw => Named(draw, "TWILIO_AUTH" + "_TOKEN", draw.Hex(32))),
        ("Mailgun", draw => Token(draw, "ke" + "y-", "3" + draw.Hex(31))),
        ("Mailchimp", draw => In(draw.Hex(32), key => $"mailchimp refused {key}{"-us"}12 for list 7")),
        ("npm", draw => Token(draw, "np" + "m_", draw.Alnum(36))),
        ("PyPI", draw => Token(draw, "pyp" + "i-", draw.Alnum(80))),
        ("Docker Hub", draw => Token(draw, "dckr" + "_pat_", draw.Alnum(27))),
        ("Hugging Face", draw => Token(draw, "h" + "f_", draw.Alnum(34))),
        ("OpenAI", draw => Token(draw, "s" + "k-" + draw.One("proj-", ""), draw.Alnum(48))),
        ("Anthropic", draw => Token(draw, "sk" + "-ant-api03-", draw.Alnum(60))),
        ("Weights & Biases", draw => Named(draw, "WANDB_API" + "_KEY", draw.Hex(40))),
        ("Prefect", draw => Token(draw, draw.One("pnu", "pnb") + "_", draw.Alnum(36))),
        ("Databricks", draw => Token(draw, "da" + "pi", draw.Hex(32))),
        ("Datadog", draw => Named(draw, "DD_API" + "_KEY", draw.Hex(32))),
        ("New Relic", draw => Token(draw, "NR" + "AK-", draw.UpperDigit(27))),
        ("Grafana", draw => Token(draw, "gl" + draw.One("sa", "c") + "_", draw.Alnum(40))),
        ("Vault", draw => Token(draw, "hv" + draw.One("s", "b") + ".", draw.Alnum(40))),
        ("Terraform Cloud", draw => In(draw.Alnum(64), key => $"init: {draw.Alnum(14)}.atlas{"v1."}{key} is not valid")),
        ("DigitalOcean", draw => Token(draw, "dop" + "_v1_", draw.Hex(64))),
        ("Shopify", draw => Token(draw, "shp" + draw.One("at", "ca", "pa", "ss") + "_", draw.Hex(32))),
        ("Square", draw => Token(draw, "sq0" + "atp-", draw.Alnum(22))),
        ("Telegram", draw => In(draw.Alnum(33), key =>
            $"GET https://api.telegram.org/bot{draw.Number(10)}:{"AA"}{key}/sendMessage 401")),
        ("JWT", draw => Token(draw, "ey" + "JhbGciOiJIUzI1NiJ9.ey" + "JzdWIiOiIxIn0.", draw.Alnum(43))),
        ("PEM private key", draw => In(draw.Alnum(64), key =>
            Begin("RSA PRIVATE KEY") + NewLine + draw.Alnum(64) + NewLine + key + NewLine + draw.Alnum(20) + "=="
            + NewLine + End("RSA PRIVATE KEY") + NewLine + "could not be loaded")),
        ("PEM private key, cut off", draw => In(draw.Alnum(64), key =>
            "reading " + Begin("PRIVATE KEY") + NewLine + draw.Alnum(64) + NewLine + key)),
        ("PEM private key, its end", draw => In(draw.Alnum(64), key =>
            draw.Alnum(64) + NewLine + key + NewLine + draw.Alnum(8) + "=" + NewLine + End("EC PRIVATE KEY") + " bad")),
        ("OpenSSH private key", draw => In(draw.Alnum(70), key =>
            $"{{\"id_ed25519\": \"{Begin("OPENSSH PRIVATE KEY")}\\n{draw.Alnum(70)}\\n{key}\\n{End("OPENSSH PRIVATE KEY")}\\n\"}}")),
        ("PGP private key", draw => In(draw.Alnum(64), key =>
            Begin("PGP PRIVATE KEY BLOCK") + NewLine + "Version: GnuPG v2" + NewLine + NewLine + key + NewLine + "=abcd"
            + NewLine + End("PGP PRIVATE KEY BLOCK"))),
        ("password in an address", draw => In(draw.Alnum(16), key =>
            $"could not connect to {draw.One("postgresql", "redis", "amqp", "mongodb+srv", "mysql")}://batch:{key}@db.acme.example:5432/runs")),
        ("token in an address", draw => In(draw.Alnum(24), key =>
            $"GET https://api.acme.example/v1?{draw.One("token", "access_token", "api_key", "code")}={key}&page=2 500")),
        ("Authorization: Bearer", draw => In(draw.Alnum(40), key => $"-H 'Authorization: {"Bearer"} {key}' answered 403")),
        ("Authorization: Basic", draw => In(draw.Alnum(24), key => $"Authorization: {"Basic"} {key}==")),
        ("Authorization: ApiKey", draw => In(draw.Alnum(40), key => $"{{\"Authorization\": \"ApiKey {key}\"}}")),
        ("cookie", draw => In(draw.Alnum(32), key => $"{draw.One("Cookie", "Set-Cookie")}: theme=dark; sid={key}; Path=/")),
        ("password in an assignment", draw => Named(draw, draw.One("pass" + "word", "DB_PASSWORD", "pwd"), draw.Alnum(12))),
        ("password with spaces", draw => In(draw.Alnum(12), key => $"opts {{\"user\": \"a\", \"pass{"word"}\": \"my \\\"own\\\" {key} !\"}}")),
        ("password on a command line", draw => In(draw.Alnum(14), key =>
            $"exec: psql {draw.One("--password ", "--password=", "--db-password '")}{key} --host db failed")),
        ("password in escaped JSON", draw => In(draw.Alnum(14), key =>
            $"body: {{\\\"user\\\": \\\"a\\\", \\\"pass{"word"}\\\": \\\"{key}\\\"}} refused")),
        ("PGPASSWORD", draw => In(draw.Alnum(14), key => $"PGPASS{"WORD="}{key} pg_dump runs")),
        ("ADO.NET", draw => In(draw.Alnum(14), key =>
            $"Server=tcp:sql.acme.example,1433;User ID=batch;{draw.One("Password", "Pwd")}={key};Encrypt=True")),
        ("JDBC", draw => In(draw.Alnum(14), key => $"jdbc:postgresql://db/runs?user=batch&pass{"word="}{key}&ssl=true")),
        (".netrc", draw => In(draw.Alnum(14), key => $"machine api.acme.example login batch pass{"word"} {key}")),
        (".pgpass", draw => In(draw.Alnum(14), key => $"db.acme.example:5432:runs:batch:{key}")),
        ("kubeconfig", draw => In(draw.Alnum(40), key =>
            "users:" + NewLine + "- name: batch" + NewLine + "  user:" + NewLine + $"    tok{"en"}: {key}")),
        ("environment of a pod", draw => In(draw.Alnum(14), key =>
            $"env:{NewLine}- name: DB_PASS{"WORD"}{NewLine}  value: {key}{NewLine}- name: MODE{NewLine}  value: full")),
        ("XML", draw => In(draw.Alnum(14), key => $"<user>batch</user><pass{"word"}>{key}</pass{"word"}>")),
        ("SQL", draw => In(draw.Alnum(14), key => $"ALTER USER batch WITH PASS{"WORD"} '{key}' failed")),
        ("curl", draw => In(draw.Alnum(14), key => $"curl -u batch:{key} https://acme.example/ returned 52")),
        ("client secret", draw => Named(draw, "client" + "_secret", draw.Alnum(32))),
    ];

    /// <summary>How many kinds there are: more than 40.</summary>
    public static int KindCount => Kinds.Length;

    /// <summary>So many of all kinds in turn; the same for the same seed.</summary>
    public static IReadOnlyList<PlantedSecret> Make(int count, int seed)
    {
        var draw = new Draw(new(seed));
        return [.. Enumerable.Range(0, count).Select(i =>
        {
            var (kind, make) = Kinds[i % Kinds.Length];
            var (needle, text) = make(draw);
            return new PlantedSecret(kind, needle, text);
        })];
    }

    private static string Begin(string label) => "-----BEG" + $"IN {label}-----";

    private static string End(string label) => "-----E" + $"ND {label}-----";

    private static (string Needle, string Text) In(string needle, Func<string, string> text) => (needle, text(needle));

    // One that is known by how it begins stands in the middle of any text.
    private static (string Needle, string Text) Token(Draw draw, string prefix, string rest) => (rest, draw.One(
        $"2026-11-30T02:00:07Z ERROR fetch failed with {prefix}{rest} (attempt 3)",
        $"{{\"level\":\"error\",\"used\":\"{prefix}{rest}\",\"status\":401}}",
        $"export OTHER={prefix}{rest}",
        $"step 4 ({prefix}{rest}) exited with code 1"));

    // One that is known by its name alone.
    private static (string Needle, string Text) Named(Draw draw, string name, string value) =>
        Named(draw, name, "", value);

    private static (string Needle, string Text) Named(Draw draw, string name, string prefix, string value) =>
        (value, draw.One(
            $"env {name}={prefix}{value} was used",
            $"{{\"{name}\": \"{prefix}{value}\", \"rows\": 12}}",
            $"config:{NewLine}  {name}: {prefix}{value}{NewLine}  rows: 12",
            $"{{'{name}': '{prefix}{value}', 'rows': 12}}",
            $"connect({name}=\"{prefix}{value}\", rows=12) failed"));

    private static (string Needle, string Text) ServiceAccount(Draw draw) => In(draw.Alnum(64), key =>
        $"{{\"type\": \"service_account\", \"private{"_key"}\": \"{Begin("PRIVATE KEY")}\\n{draw.Alnum(64)}\\n{key}\\n{End("PRIVATE KEY")}\\n\", \"client_id\": \"1\"}}");
}
