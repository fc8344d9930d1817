using Alerting.Core.Configuration.Reading.Schemas;

namespace Alerting.Core.Configuration.Reading.Receivers;

/// <summary><c>pushover_configs</c> and <c>sns_configs</c>.</summary>
internal static class PushTypes
{
    private static readonly string[] SnsTargets = ["target_arn", "topic_arn", "phone_number"];

    private static readonly Kind Sigv4 = Kind.Map(new(
        [
            .. Key.Of(Kind.Text, "region", "access_key", "profile", "role_arn", "external_id", "service_name"),
            .. Key.Of(Kind.Secret, "secret_key"),
            .. Key.Of(Kind.Truth, "use_fips_sts_endpoint"),
        ],
        Rules.Refuse("", sigv4 => sigv4.IsSet("access_key") != sigv4.IsSet("secret_key"),
            "must provide a AWS SigV4 Access key and Secret Key if credentials are specified in the SigV4 config"),
        Rules.Refuse("external_id", sigv4 => sigv4.IsSet("external_id") && !sigv4.IsSet("role_arn"),
            "external_id can only be used with role_arn"))
    {
        Type = "sigv4.plain",
    });

    public static ReceiverType Pushover { get; } = new("pushover", "PushoverConfig", ReceiverType.Calling(
        [
            .. Key.Of(Kind.Secret, "user_key", "token"),
            .. Key.Of(
                Kind.Text, "user_key_file", "token_file", "title", "message", "url", "url_title", "device", "sound",
                "priority"),
            .. Key.Of(Kind.GoDurationText, "retry", "expire", "ttl"),
            .. Key.Of(Kind.Truth, "html", "monospace"),
        ],
        Rules.OneOf("user_key"),
        Rules.NotBoth("user_key"),
        Rules.OneOf("token"),
        Rules.NotBoth("token"),
        Rules.NotBoth("monospace", "html")));

    public static ReceiverType Sns { get; } = new("sns", "SNSConfig", ReceiverType.Calling(
        [
            .. Key.Of(
                Kind.Text, "api_url", "topic_arn", "phone_number", "target_arn", "subject", "message"),
            .. Key.Of(Sigv4, "sigv4"),
            .. Key.Of(Kind.TextMap, "attributes"),
            .. Key.Of(Kind.Truth, "use_aws_http_client"),
        ],

        // Alertmanager's test is odd or even: of the three one, or all of them.
        Rules.Refuse("", sns => SnsTargets.Count(sns.IsSet) % 2 == 0,
            "must provide either a Target ARN, Topic ARN, or Phone Number for SNS config")));
}
