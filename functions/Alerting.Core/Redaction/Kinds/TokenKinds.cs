using System.Buffers;
using static Alerting.Core.Redaction.Kinds.Letters;

namespace Alerting.Core.Redaction.Kinds;

/// <summary>
/// The credentials that are known by how they begin, one row each. What has no beginning of its own (an AWS secret, a
/// Datadog key) is known by the name it stands beside: <see cref="SecretNames"/>.
/// </summary>
internal static class TokenKinds
{
    public static readonly TokenKind[] All =
    [
        new("AWS access key id", "AKIA", UpperDigit, 16),
        new("AWS temporary access key id", "ASIA", UpperDigit, 16),
        new("AWS session token", "IQoJb3JpZ2lu", Base64, 40),
        new("AWS session token, older", "FwoGZXIvYXdz", Base64, 40),
        new("Alibaba access key id", "LTAI", Alnum, 16),
        new("Azure client secret", "8Q~", Azure, 30) { Left = 3, LeftOf = Azure },
        new("Azure client secret, older", "7Q~", Azure, 30) { Left = 3, LeftOf = Azure },
        new("Google API key", "AIza", Dash, 35),
        new("Google OAuth access token", "ya29.", Dash, 20),
        new("Google OAuth refresh token", "1//0", Dash, 30),
        new("Google OAuth client secret", "GOCSPX-", Dash, 20),
        new("GitHub token", "ghp_", Alnum, 30),
        new("GitHub OAuth token", "gho_", Alnum, 30),
        new("GitHub user token", "ghu_", Alnum, 30),
        new("GitHub server token", "ghs_", Alnum, 30),
        new("GitHub refresh token", "ghr_", Alnum, 30),
        new("GitHub fine-grained token", "github_pat_", Word, 40),
        new("GitLab token", "glpat-", Dotted, 20),
        new("GitLab deploy token", "gldt-", Dash, 20),
        new("GitLab runner token", "glrt-", Dash, 20),
        new("GitLab job token", "glcbt-", Dash, 20),
        new("GitLab trigger token", "glptt-", Dash, 20),
        new("GitLab feed token", "glft-", Dash, 20),
        new("GitLab incoming mail token", "glimt-", Dash, 20),
        new("GitLab agent token", "glagent-", Dash, 20),
        new("GitLab application secret", "gloas-", Dash, 20),
        new("GitLab SCIM token", "glsoat-", Dash, 20),
        new("Atlassian token", "ATATT3", Base64Any, 40),
        new("Bitbucket token", "ATBB", Alnum, 28),
        new("Slack bot token", "xoxb-", Dash, 16),
        new("Slack user token", "xoxp-", Dash, 16),
        new("Slack workspace token", "xoxa-", Dash, 16),
        new("Slack refresh token", "xoxr-", Dash, 16),
        new("Slack session token", "xoxs-", Dash, 16),
        new("Slack configuration token", "xoxe.", Dotted, 16),
        new("Slack configuration refresh token", "xoxe-", Dash, 16),
        new("Slack app token", "xapp-", Dash, 16),
        new("Slack webhook", "hooks.slack.com/", UrlPath, 20) { KeepsAnchor = true },
        new("Discord webhook", "/api/webhooks/", UrlPath, 20) { KeepsAnchor = true },
        new("Teams webhook", "office.com/webhook", UrlPath, 20) { KeepsAnchor = true },
        new("SendGrid key", "SG.", Dotted, 40),
        new("Stripe secret key", "sk_live_", Alnum, 16),
        new("Stripe test key", "sk_test_", Alnum, 16),
        new("Stripe restricted key", "rk_live_", Alnum, 16),
        new("Stripe restricted test key", "rk_test_", Alnum, 16),
        new("Webhook signing secret", "whsec_", Base64, 20),
        new("Mailgun key", "key-", Alnum, 32) { HasDigit = true },
        new("Mailchimp key", "-us", Digit, 1) { Left = 32, LeftOf = Hex, Most = 2 },
        new("npm token", "npm_", Alnum, 30),
        new("PyPI token", "pypi-", Dash, 40),
        new("RubyGems key", "rubygems_", Hex, 32),
        new("Docker Hub token", "dckr_pat_", Dash, 20),
        new("Docker Hub organisation token", "dckr_oat_", Dash, 20),
        new("Hugging Face token", "hf_", Alnum, 30),
        new("OpenAI key", "sk-", Alnum, 32),
        new("OpenAI project key", "sk-proj-", Dash, 20),
        new("OpenAI service account key", "sk-svcacct-", Dash, 20),
        new("Anthropic key", "sk-ant-", Dash, 20),
        new("OpenRouter key", "sk-or-", Dash, 20),
        new("Groq key", "gsk_", Alnum, 30),
        new("Replicate token", "r8_", Alnum, 30),
        new("xAI key", "xai-", Alnum, 40),
        new("NVIDIA key", "nvapi-", Dash, 30),
        new("Perplexity key", "pplx-", Alnum, 32),
        new("Weights & Biases key", "wandb_v1_", Dash, 30),
        new("Prefect user key", "pnu_", Alnum, 30),
        new("Prefect service key", "pnb_", Alnum, 30),
        new("Databricks token", "dapi", Hex, 32),
        new("New Relic user key", "NRAK-", Alnum, 20),
        new("New Relic insert key", "NRII-", Dash, 20),
        new("Grafana service account token", "glsa_", Word, 30),
        new("Grafana Cloud token", "glc_", Base64Any, 30),
        new("Vault service token", "hvs.", Dash, 20),
        new("Vault batch token", "hvb.", Dash, 20),
        new("Terraform Cloud token", ".atlasv1.", Base64Any, 40) { Left = 14, LeftOf = Alnum },
        new("Pulumi token", "pul-", Hex, 40),
        new("DigitalOcean token", "dop_v1_", Hex, 40),
        new("DigitalOcean OAuth token", "doo_v1_", Hex, 40),
        new("Shopify token", "shpat_", Hex, 30),
        new("Shopify custom token", "shpca_", Hex, 30),
        new("Shopify private token", "shppa_", Hex, 30),
        new("Shopify shared secret", "shpss_", Hex, 30),
        new("Square token", "sq0atp-", Dash, 20),
        new("Square secret", "sq0csp-", Dash, 30),
        new("Square access token", "EAAA", Dash, 56),
        new("Telegram bot token", ":AA", Dash, 32) { Left = 8, MostLeft = 11, LeftOf = Digit },
        new("Sentry token", "sntrys_", Base64Any, 30),
        new("Sentry user token", "sntryu_", Hex, 40),
        new("Linear key", "lin_api_", Alnum, 30),
        new("Notion token", "ntn_", Alnum, 30),
        new("Postman key", "PMAK-", Dash, 40),
        new("Figma token", "figd_", Dash, 30),
        new("Doppler token", "dp.pt.", Alnum, 30),
        new("PlanetScale password", "pscale_pw_", Dotted, 30),
        new("PlanetScale token", "pscale_tkn_", Dotted, 30),
        new("Dynatrace token", "dt0c01.", Dotted, 40),
        new("Tailscale key", "tskey-", Dash, 20),
        new("age key", "AGE-SECRET-KEY-1", UpperDigit, 50),
        .. "0123456789abcdef".Select(hex => new TokenKind("Twilio key", "SK" + hex, Hex, 31)),
    ];

    /// <summary>The longest first, so that the nearer kind is tried before the wider.</summary>
    private static readonly TokenKind[][] ByFirst =
    [
        .. Enumerable.Range(0, 128).Select(first => All.Where(kind => kind.Anchor[0] == first)
            .OrderByDescending(kind => kind.Anchor.Length).ToArray()),
    ];

    // Two, since beyond 80 texts the search is not vectorised any more.
    public static readonly SearchValues<string> Anchors = Search(All[..(All.Length / 2)]);
    public static readonly SearchValues<string> MoreAnchors = Search(All[(All.Length / 2)..]);

    /// <summary>Kinds whose anchor may begin with a letter.</summary>
    public static ReadOnlySpan<TokenKind> BeginningWith(char first) => first < 128 ? ByFirst[first] : [];

    private static SearchValues<string> Search(IEnumerable<TokenKind> kinds) =>
        SearchValues.Create([.. kinds.Select(kind => kind.Anchor)], StringComparison.Ordinal);
}
