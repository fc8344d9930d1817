using Alerting.Core.Alerts;
using Alerting.Core.Redaction;
using Xunit;

namespace Alerting.Core.Tests.Redaction;

public sealed class RedactorTests
{
    [Theory]
    [InlineData("DB_PASSWORD=hunter2 MODE=full", "DB_PASSWORD=[redacted] MODE=full")]
    [InlineData("password: hunter", "password: [redacted]")]
    [InlineData("password: Tr0ub4dor & 3 # set by hand", "password: [redacted] # set by hand")]
    [InlineData("password='it''s me' rows=1", "password='[redacted]' rows=1")]
    [InlineData("password=\"a \\\"b\\\" c\", rows=1", "password=\"[redacted]\", rows=1")]
    [InlineData("{\"password\":\"a\\\\\",\"rows\":1}", "{\"password\":\"[redacted]\",\"rows\":1}")]
    [InlineData("{\"password\": 12345, \"rows\": 1}", "{\"password\": \"[redacted]\", \"rows\": 1}")]
    [InlineData("{\\\"password\\\": 12345}", "{\\\"password\\\": \\\"[redacted]\\\"}")]
    [InlineData("{\\\"password\\\": \\\"x\\\\\\\"y\\\", \\\"rows\\\": 1}", "{\\\"password\\\": \\\"[redacted]\\\", \\\"rows\\\": 1}")]
    [InlineData("Server=db;Password=a;b;c=1;User ID=x", "Server=db;Password=[redacted];c=1;User ID=x")]
    [InlineData("user=a,password=b,host=c", "user=a,password=[redacted],host=c")]
    [InlineData("connect(password=ab)cd) failed", "connect(password=[redacted]) failed")]
    [InlineData("config[\"password\"] = \"x1\"", "config[\"password\"] = \"[redacted]\"")]
    [InlineData("['--password', 'x1']", "['--password', '[redacted]']")]
    [InlineData("password => 'x1'", "password => '[redacted]'")]
    [InlineData("password%3Dhunter2%26x", "password%3D[redacted]")]
    [InlineData("https://user:p%40ss@host/x", "https://user:[redacted]@host/x")]
    [InlineData("redis://:p@ss:w@host:6379/0", "redis://:[redacted]@host:6379/0")]
    [InlineData("postgres://u:pa/ss@host/db", "postgres://u:[redacted]@host/db")]
    [InlineData("https:\\/\\/user:pass@host\\/x", "https:\\/\\/user:[redacted]@host\\/x")]
    [InlineData("https://hooks.slack.com/services/T0/B0/abcdefghijkl", "https://hooks.slack.com/[redacted]")]
    [InlineData("Authorization: Bearer abc123def456, next", "Authorization: Bearer [redacted], next")]
    [InlineData("Authorization: Token 12345678", "Authorization: Token [redacted]")]
    [InlineData("\"Cookie\": \"a=b; c=d\", \"x\": 1", "\"Cookie\": \"[redacted]\", \"x\": 1")]
    [InlineData("Set-Cookie: sid=1; HttpOnly\nHost: x", "Set-Cookie: [redacted]\nHost: x")]
    [InlineData("API key: abcdef123456", "API key: [redacted]")]
    [InlineData("x-api-key: abcdef123456", "x-api-key: [redacted]")]
    [InlineData("Ocp-Apim-Subscription-Key: abcdef123456", "Ocp-Apim-Subscription-Key: [redacted]")]
    [InlineData("password: |\n  line1\n  line2\nrows: 1", "password: |\n  [redacted]\nrows: 1")]
    [InlineData("log: {\"m\": \"password=abc\\nERROR next\"}", "log: {\"m\": \"password=[redacted]\\nERROR next\"}")]
    [InlineData("password=пароль123 x", "password=[redacted] x")]
    [InlineData("requirepass s3cret", "requirepass [redacted]")]
    [InlineData("IDENTIFIED BY 'x y'", "IDENTIFIED BY '[redacted]'")]
    [InlineData("sshpass -p hunter2 ssh x", "sshpass -p [redacted] ssh x")]
    [InlineData("redis-cli -a hunter2 ping", "redis-cli -a [redacted] ping")]
    [InlineData("aws configure set aws_secret_access_key abcd12 && b", "aws configure set aws_secret_access_key [redacted] && b")]
    [InlineData("aws_secret_access_key is not set", "aws_secret_access_key is not set")]
    [InlineData("docker login -u me -p hunter2 host", "docker login -u me -p [redacted] host")]
    [InlineData("docker run -p 8080:80 x", "docker run -p 8080:80 x")]
    [InlineData("wandb login failed", "wandb login failed")]
    [InlineData("password is hunter2", "password is [redacted]")]
    [InlineData("password is missing", "password is missing")]
    [InlineData("ERROR \u001b[1mdb_password\u001b[0m\u001b[2m=\u001b[0m\u001b[35mhunter3\u001b[0m", "ERROR db_password=[redacted]")]
    [InlineData("ERROR \u001b[35mnothing\u001b[0m", "ERROR \u001b[35mnothing\u001b[0m")]
    [InlineData("{\"m\":\"password\\u003dhunter2 failed\"}", "{\"m\":\"password=[redacted] failed\"}")]
    [InlineData("{\"m\":\"\\u0070assword=hunter2\"}", "{\"m\":\"password=[redacted]\"}")]
    [InlineData("{\"m\":\"a \\u003d b\"}", "{\"m\":\"a \\u003d b\"}")]
    [InlineData("{'Authorization': ['Bearer abc123defgh']}", "{'Authorization': ['Bearer [redacted]']}")]
    [InlineData("headers={b'authorization': b'Bearer abc123defgh'}", "headers={b'authorization': b'Bearer [redacted]'}")]
    [InlineData("map[Authorization:[Bearer abc123defgh] Host:[x]]", "map[Authorization:[Bearer [redacted]] Host:[x]]")]
    [InlineData("{\"x-api-key\": [\"abc123def\"]}", "{\"x-api-key\": [\"[redacted]\"]}")]
    [InlineData("passwords = ['hunter2', 'foo'], rows", "passwords = ['[redacted]'], rows")]
    [InlineData("Authorization: Basic dXNlcjpwYXNz", "Authorization: Basic [redacted]")]
    [InlineData("Authorization: Basic Authentication failed", "Authorization: Basic Authentication failed")]
    [InlineData("Server=x;Uid=sa;Pwd={a;b}}c};Database=d", "Server=x;Uid=sa;Pwd={[redacted]};Database=d")]
    [InlineData("password={password}", "password={password}")]
    [InlineData("jdbc:oracle:thin:scott/tiger@//h:1521/s", "jdbc:oracle:thin:scott/[redacted]@//h:1521/s")]
    [InlineData("user=x pass=hunter2", "user=x pass=[redacted]")]
    [InlineData("{\"pass\":\"hunter2\"}", "{\"pass\":\"[redacted]\"}")]
    [InlineData("pass=2 bypass=true PASS: test_train compass=north", "pass=2 bypass=true PASS: test_train compass=north")]
    [InlineData("AIRFLOW__CORE__FERNET_KEY=abcdef123", "AIRFLOW__CORE__FERNET_KEY=[redacted]")]
    [InlineData("Pwd={a;b}c}};x=1", "Pwd={[redacted]};x=1")]
    [InlineData("Authorization: [redacted]", "Authorization: [redacted]")]
    [InlineData("Authorization: abcdefghijklmnop", "Authorization: [redacted]")]
    [InlineData("map[Host:[x] X-Api-Key:[abc123]]", "map[Host:[x] X-Api-Key:[[redacted]]]")]
    [InlineData("DB_PASSWORD_PROD=hunter2", "DB_PASSWORD_PROD=[redacted]")]
    [InlineData("API_KEY_OPENAI=abcdef123", "API_KEY_OPENAI=[redacted]")]
    [InlineData("password_policy=strict1 token_count: 12345678 secret_name=db-creds1", "password_policy=strict1 token_count: 12345678 secret_name=db-creds1")]
    [InlineData("AKIA" + "IOSFODNN7EXAMPLE:wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", "[redacted]")]
    [InlineData("root:hunter2@tcp(127.0.0.1:3306)/db", "root:[redacted]@tcp(127.0.0.1:3306)/db")]
    [InlineData("postgres://user:p@ss/w0rd@host:5432/db", "postgres://user:[redacted]@host:5432/db")]
    [InlineData("https://user:pass@host/@scope/pkg", "https://user:[redacted]@host/@scope/pkg")]
    [InlineData("docker run -u 1000:1000 x", "docker run -u 1000:1000 x")]
    [InlineData("eos_token='</s>'", "eos_token='</s>'")]
    [InlineData("routing_key: R0123456789ABCDEF0123456789ABCDE", "routing_key: [redacted]")]
    [InlineData("routing_key: orders.created.in.europe", "routing_key: orders.created.in.europe")]
    [InlineData("HTTPBasicAuth('user', 'hunter2')", "HTTPBasicAuth('user', '[redacted]')")]
    [InlineData("auth=('user', 'hunter2'), x", "auth=('user', '[redacted]'), x")]
    public void What_tells_the_reason_stays(string text, string expected) =>
        Assert.Equal(expected, Redactor.Usual.Annotation(text).Text);

    [Theory]
    [InlineData("mail ops@acme.example now", "mail [redacted] now")]
    [InlineData("<first.last+tag@sub.acme.co.uk>", "<[redacted]>")]
    [InlineData("call +49 30 1234 5678 now", "call [redacted] now")]
    [InlineData("call +14155550123.", "call [redacted].")]
    [InlineData("call (415) 555-0123 or 415-555-0123", "call [redacted] or [redacted]")]
    [InlineData("card 4111 1111 1111 1111 refused", "card [redacted] refused")]
    [InlineData("card 4111111111111111 refused", "card [redacted] refused")]
    [InlineData("card 3782-822463-10005 refused", "card [redacted] refused")]
    [InlineData("card 4111111111111112 refused", "card 4111111111111112 refused")]
    [InlineData("order_id=4111111111111111", "order_id=4111111111111111")]
    [InlineData("+12345 rows, +0100, 2026-11-30 02:00:07+01:00", "+12345 rows, +0100, 2026-11-30 02:00:07+01:00")]
    public void Personal_data_goes_from_logs_and_not_from_annotations(string text, string expected)
    {
        Assert.Equal(expected, Redactor.Usual.Log(text).Text);
        Assert.Equal(text, Redactor.Usual.Annotation(text).Text);
    }

    [Fact]
    public void It_says_how_many_went()
    {
        var text = "password=a1 token=b2345678 mail a@b.example";

        Assert.Equal(3, Redactor.Usual.Log(text).Count);
        Assert.Equal(2, Redactor.Usual.Annotation(text).Count);
    }

    [Fact]
    public void Personal_data_goes_where_that_is_configured()
    {
        var redactor = new Redactor(new() { PersonalInLogs = false, PersonalInAnnotations = true });

        Assert.Equal("a@b.example", redactor.Log("a@b.example").Text);
        Assert.Equal("[redacted]", redactor.Annotation("a@b.example").Text);
    }

    [Fact]
    public void Fields_and_patterns_of_ones_own_go_too()
    {
        var redactor = new Redactor(new()
        {
            Fields = ["customer_ref"],
            Patterns = [new("customer", "^C-[0-9]{4}"), new("ticket", "T[0-9]+")],
        });

        Assert.Equal(
            "customer_ref=[redacted], \"customer_ref\": \"[redacted]\", customer_refs=3\n[redacted] [redacted] C-1234",
            redactor.Log("customer_ref=12, \"customer_ref\": \"a b\", customer_refs=3\nC-1234 T17 C-1234").Text);
    }

    [Fact]
    public void A_pattern_sees_long_lines_in_pieces()
    {
        var redactor = new Redactor(new() { Patterns = [new("x", "x[0-9]+x")] });
        var text = string.Concat(Enumerable.Repeat(new string('a', 997) + "x12345x", 20));

        var redacted = redactor.Log(text);

        Assert.Equal(20, redacted.Count);
        Assert.DoesNotContain("x12345x", redacted.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Values_of_annotations_and_labels_go_and_names_stay()
    {
        var set = LabelSet.From(
            [new("alertname", "A"), new("db_password", "plain"), new("mail", "a@b.example"), new("url", "x://u:p@h")]);

        var (annotations, count) = Redactor.Usual.Annotations(set);

        Assert.Equal(2, count);
        Assert.Equal(
            "{alertname=\"A\", db_password=\"[redacted]\", mail=\"a@b.example\", url=\"x://u:[redacted]@h\"}",
            annotations.ToString());
        Assert.Equal(annotations, Redactor.Usual.Labels(set).Labels);
        Assert.Equal("db_password", Redactor.Usual.LabelWithCredential(set));
    }

    [Fact]
    public void Labels_without_a_credential_are_the_same_instance()
    {
        var set = LabelSet.From([new("alertname", "A"), new("secret", "db-credentials"), new("mail", "a@b.example")]);

        Assert.Same(set, Redactor.Usual.Labels(set).Labels);
        Assert.Null(Redactor.Usual.LabelWithCredential(set));
    }

    [Theory]
    [InlineData("env:|- name: DB_PASSWORD|  value: hunter2|- name: MODE", "env:|- name: DB_PASSWORD|  value: [redacted]|- name: MODE")]
    [InlineData("before|password: >|  one|  two|after", "before|password: >|  [redacted]||after")]
    [InlineData("nothing|to find|", "nothing|to find|")]
    public void A_credential_may_go_over_several_texts_of_a_log(string texts, string expected) =>
        Assert.Equal(expected, string.Join('|', Redactor.Usual.Logs(texts.Split('|')).Texts));

    [Fact]
    public void Of_a_private_key_nothing_stays_whatever_a_log_wrote_between_its_lines()
    {
        var (begin, end) = ("INFO -----BEG" + "IN PRIVATE KEY-----", "INFO -----E" + "ND PRIVATE KEY-----");
        string[] texts = [begin, "INFO MIIEabcd", "INFO short==", end, "INFO after"];

        Assert.Equal($"{begin}|[redacted]|||INFO after", string.Join('|', Redactor.Usual.Logs(texts).Texts).Replace(end[5..], "", StringComparison.Ordinal));
    }

    [Fact]
    public void A_log_that_an_alert_brings_along_is_one()
    {
        var notes = LabelSet.From([new("log", "of jane@example.com"), new("log_excerpt", "of jane@example.com"), new("summary", "jane@example.com")]);

        var (masked, count) = Redactor.Usual.Annotations(notes);

        Assert.Equal(("of [redacted]", "of [redacted]", "jane@example.com", 2), (masked["log"], masked["log_excerpt"], masked["summary"], count));
    }

    [Fact]
    public void A_private_key_may_be_a_line_a_text_and_has_its_beginning_elsewhere()
    {
        var (line, end) = (string.Concat(Enumerable.Repeat("MIIEowIBAAKC", 5)), "-----END RSA " + "PRIVATE KEY-----");
        string[] texts = ["before\ntwo lines", line, line, "q83vEjRWeJA=", end, "after"];

        var (masked, count) = Redactor.Usual.Logs(texts);

        Assert.Equal(["before\ntwo lines", "[redacted]", "", "", end, "after"], masked);
        Assert.Equal(1, count);
        Assert.Same(texts[0], masked[0]);
    }
}
