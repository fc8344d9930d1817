using Alerting.Adapters.Channels.Email.Letters;
using Alerting.Core.Configuration.Integrations;
using Alerting.Core.Ports;
using Alerting.Core.Templates;
using Xunit;

namespace Alerting.Adapters.Tests.Channels.Email;

/// <summary>What templates, notes and faults make of a notice.</summary>
public sealed class LetterWriterTests
{
    private const string Subject = "[{{ .Status | toUpper }}] {{ .GroupLabels.alertname }}";
    private const string Repeat = "Possible repeat: it is not known whether the last message arrived.";

    private static readonly Integration.Email Usual = new()
    {
        Index = 0,
        SendResolved = true,
        To = "a@example.com",
        From = "Alerts <alerts@example.com>",
        Host = "mail.example.com",
        Port = "587",
        Headers = [new("Subject", Subject)],
        Html = "<p>{{ .CommonAnnotations.summary }}</p>",
        Text = "{{ .CommonAnnotations.summary }}\n",
    };

    [Fact]
    public void Templates_say_who_gets_it_and_what_it_says()
    {
        var letter = Write(
            Usual with
            {
                To = "{{ .CommonLabels.team }}@example.com, \"{{ .CommonLabels.team }}, all\" <all@example.com>",
                Headers = [.. Usual.Headers, new("X-Team", "{{ .CommonLabels.team }}"), new("X-None", "{{ .CommonLabels.none }}")],
            },
            Notices.Alert("alertname=A;team=ml", "summary=1 < 2 & é"));

        Assert.Equal(["ml@example.com", "all@example.com"], letter.To.Select(box => box.Address));
        Assert.Equal("ml, all", letter.To[1].Name);
        Assert.Equal("[FIRING] A", letter.Subject);
        Assert.Equal("1 < 2 & é\n", letter.Text);
        Assert.Equal("<p>1 &lt; 2 &amp; é</p>", letter.Html);
        Assert.Equal([new("X-Team", "ml")], letter.Headers);
        Assert.Empty(letter.Notes);
    }

    [Fact]
    public void Without_templates_the_usual_ones_speak()
    {
        var letter = Write(
            Usual with { Headers = [], Html = null, Text = null }, Notices.Alert("alertname=A", "summary=It burns."));

        Assert.Equal("[FIRING:1] A", letter.Subject);
        Assert.Contains("It burns.", letter.Text, StringComparison.Ordinal);
        Assert.StartsWith("<!DOCTYPE html>", letter.Html!.TrimStart(), StringComparison.OrdinalIgnoreCase);
        Assert.Contains("It burns.", letter.Html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{{ if false }}x{{ end }}")]
    public void Html_that_is_empty_is_no_part(string html) => Assert.Null(Write(Usual with { Html = html }).Html);

    [Fact]
    public void A_text_that_comes_to_nothing_is_ours() => Assert.StartsWith(
        "FIRING 1: A\n", Write(Usual with { Text = "{{ .CommonLabels.none }} " }).Text, StringComparison.Ordinal);

    [Theory]
    [InlineData("subject")]
    [InlineData("text")]
    [InlineData("html")]
    [InlineData("header")]
    public void A_template_that_fails_leaves_a_plain_mail_that_says_so(string what)
    {
        const string Broken = "{{ template \"nowhere\" . }}";
        var letter = Write(what switch
        {
            "subject" => Usual with { Headers = [new("Subject", Broken)] },
            "text" => Usual with { Text = Broken },
            "html" => Usual with { Html = Broken },
            _ => Usual with { Headers = [.. Usual.Headers, new("X-Team", Broken)] },
        });

        Assert.Equal("[FIRING:1] A", letter.Subject);
        Assert.Null(letter.Html);
        Assert.StartsWith(
            "A template of this mail failed, so this is not the mail that was asked for: ", letter.Text, StringComparison.Ordinal);
        Assert.Contains("nowhere", letter.Text.Split('\n')[0], StringComparison.Ordinal);
        Assert.Contains("\n\nFIRING 1: A\n", letter.Text, StringComparison.Ordinal);
        Assert.Empty(letter.Headers);
    }

    [Fact]
    public void A_broken_template_of_everybodys_subject_is_done_without()
    {
        var templates = TemplateSet.Of([new("team.tmpl", "{{ define \"email.default.subject\" }}{{ template \"x\" . }}{{ end }}")]);

        var letter = Write(Usual with { Headers = [] }, notice => notice with { Templates = templates });

        Assert.Equal("FIRING 1: A", letter.Subject);
    }

    [Theory]
    [InlineData("{{ template \"nowhere\" . }}", "a@example.com", "sender or recipients cannot be told: ")]
    [InlineData("a@example.com", "{{ template \"nowhere\" . }}", "sender or recipients cannot be told: ")]
    [InlineData("{{ .CommonLabels.none }}", "a@example.com", "no recipient is an address")]
    [InlineData("a@example.com", "nobody", "the sender is not one address")]
    [InlineData("a@example.com", "a@example.com, b@example.com", "the sender is not one address")]
    public void Without_sender_or_recipients_it_is_refused(string to, string from, string expected)
    {
        Assert.False(LetterWriter.TryWrite(
            Notices.Of(Usual), LetterTemplates.Of(Usual with { To = to, From = from }), out var letter, out var refused));
        Assert.Null(letter);
        Assert.StartsWith(expected, refused.Why, StringComparison.Ordinal);
    }

    [Fact]
    public void Drills_stand_ins_repeats_and_what_is_left_out_are_said_above_all_else()
    {
        var letter = Write(Usual, notice => notice with
        {
            IsDrill = true,
            StandsInFor = "team-a\u001b[31m:\nits address is gone",
            PossibleRepeat = true,
            Omitted = 7,
        });

        Assert.Equal(
            [
                "This is a drill: nothing of it is true.",
                "You are told this in place of somebody else: team-a\uFFFD[31m: its address is gone",
                Repeat,
                "7 more alerts of this group are not listed here.",
            ],
            letter.Notes);
        Assert.Equal("[DRILL] [FIRING] A", letter.Subject);
        Assert.Equal([Repeat], Write(Usual).AsRepeat().Notes);
        Assert.Equal(letter.Notes, letter.AsRepeat().Notes);
    }

    [Fact]
    public void Control_characters_pass_nowhere_and_line_breaks_only_in_bodies()
    {
        var letter = Write(
            Usual with
            {
                Headers = [new("Subject", "{{ .CommonLabels.alertname }}"), new("X-Summary", "{{ .CommonAnnotations.summary }}")],
            },
            Notices.Alert("alertname=A\r\nBcc: evil@example.com", "summary=a\0b\u001b[31mc\r\nd\te\u202egnp.exe"));

        Assert.Equal("A  Bcc: evil@example.com", letter.Subject);
        Assert.Equal("a b [31mc  d e gnp.exe", letter.Header("X-Summary"));
        Assert.Equal("a\uFFFDb\uFFFD[31mc\nd\te\uFFFDgnp.exe\n", letter.Text);
        Assert.DoesNotContain(letter.Html!, c => (char.IsControl(c) && c is not ('\n' or '\t')) || c == '\u202e');
    }

    [Fact]
    public void Texts_of_any_length_keep_to_their_bounds()
    {
        var huge = string.Concat(Enumerable.Repeat("😀", 100_000));
        var letter = Write(
            Usual with { Headers = [new("Subject", "{{ .CommonLabels.alertname }}"), new("X-Name", "{{ .CommonLabels.alertname }}")] },
            Notices.Alert("alertname=" + huge));

        Assert.InRange(letter.Subject.Length, 800, 900);
        Assert.InRange(letter.Header("X-Name")!.Length, 1900, 2000);
    }

    [Theory]
    [InlineData("Content-Type")]
    [InlineData("Content-Transfer-Encoding")]
    [InlineData("Mime-Version")]
    [InlineData("Bcc")]
    [InlineData("X Bad")]
    [InlineData("X-Bad:")]
    public void Fields_that_would_break_the_mail_or_its_secrecy_are_left_out(string name) =>
        Assert.Empty(Write(Usual with { Headers = [.. Usual.Headers, new(name, "x")] }).Headers);

    [Fact]
    public void The_mails_of_one_trouble_are_one_thread_and_those_of_the_next_another()
    {
        var first = Write(Usual, notice => notice with { NoticeId = "g1.email[0].1" });
        var second = Write(Usual, notice => notice with { NoticeId = "g1.email[0].2", Earlier = first.Root });
        var retried = Write(Usual, notice => notice with { NoticeId = "g1.email[0].1", Attempt = 3 });
        var next = Write(Usual, notice => notice with { NoticeId = "g1.email[0].3" });
        var elsewhere = Write(Usual, notice => notice with { NoticeId = "g1.email[1].1" });

        Assert.Matches("^<alert-[0-9a-f]{16}-email_0\\.1@example\\.com>$", first.Root);
        Assert.Equal((first.Root, first.Root), (second.Root, retried.Root));
        Assert.Equal(3, new[] { first.Root, next.Root, elsewhere.Root }.Distinct().Count());
    }

    [Theory]
    [InlineData("<a@b> 14c5d75ce93", true)]
    [InlineData("14c5d75ce93", false)]
    [InlineData("<a b@c>", false)]
    [InlineData("<ab>", false)]
    [InlineData("<a@b@c>", false)]
    [InlineData("<a@b>\r\nBcc:x", false)]
    [InlineData("<@b>", false)]
    [InlineData("", false)]
    public void An_earlier_reference_counts_where_it_is_a_message_id(string earlier, bool counts) =>
        Assert.Equal(counts, Write(Usual, notice => notice with { Earlier = earlier }).Root == "<a@b>");

    [Theory]
    [InlineData(false, "")]
    [InlineData(true, "2026-11-21")]
    public void Alertmanagers_threads_are_its_own(bool isDaily, string day)
    {
        var letter = Write(
            Usual with { Threading = new(isDaily) }, notice => notice with { Earlier = "<a@b>", GroupKey = "{}:{alertname=\"A\"}" });

        // sha256sum of the group key, its first 16 digits.
        Assert.Equal($"<alert-ad4b39d3af6c5f08-{day}@alertmanager>", letter.Root);
    }

    [Theory]
    [InlineData("References")]
    [InlineData("In-Reply-To")]
    public void A_thread_that_the_configuration_names_comes_before_ours(string name)
    {
        var letter = Write(Usual with { Headers = [.. Usual.Headers, new(name, "<mine@example.com>")] });

        Assert.Null(letter.Root);
        Assert.Equal("<mine@example.com>", letter.Header(name));
    }

    private static Letter Write(Integration.Email email, params NotifiedAlert[] alerts) =>
        Write(email, notice => notice, alerts);

    private static Letter Write(
        Integration.Email email, Func<Notification, Notification> change, params NotifiedAlert[] alerts)
    {
        Assert.True(
            LetterWriter.TryWrite(
                change(Notices.Of(email, alerts)), LetterTemplates.Of(email), out var letter, out var refused),
            refused?.Why);
        return letter;
    }
}
