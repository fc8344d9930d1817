using Alerting.Adapters.Channels.Email.Delivery;
using Alerting.Core.Ports;
using Alerting.Testing.Mail;
using Xunit;

namespace Alerting.Adapters.Tests.Channels.Email;

/// <summary>Who gets a letter, and who gets it on the next attempt.</summary>
public sealed class MailDeliveryTests
{
    private static readonly string[] Three = ["a@example.com", "b@example.com", "c@example.com"];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_recipient_gets_a_message_over_one_connection()
    {
        await using var server = SmtpServer.Start();

        var receipt = await Letters.Send(Letters.Email(server), Letters.To(Three));

        var delivered = Assert.IsType<Receipt.Delivered>(receipt);
        Assert.Equal(
            $"127.0.0.1:{server.Port} answered 250 2.0.0 queued; 3 of 3 recipients have it", delivered.Why);
        Assert.Equal("<alert-1@example.com>", delivered.Reference);
        Assert.Equal(Three, server.Mails.Select(mail => Assert.Single(mail.To)));
        Assert.All(server.Mails, mail => Assert.Equal("alerts@example.com", mail.From));
        Assert.All(server.Mails, mail => Assert.Equal("a@example.com, b@example.com, c@example.com", mail.Parsed["To"]));
        Assert.Equal(3, server.Mails.Select(mail => mail.Parsed["Message-ID"]).Distinct().Count());
        Assert.Equal(1, server.Connections);
        await server.Heard("QUIT", Stop);
        Assert.Equal(["", "EHLO localhost"], server.Commands.Take(2));
        Assert.Empty(server.Faults);
    }

    [Fact]
    public async Task One_that_is_put_off_keeps_it_from_nobody_and_the_next_attempt_asks_for_it_alone()
    {
        var isPutOff = true;
        await using var server = SmtpServer.Start(new()
        {
            Instead = command => isPutOff && command.StartsWith("RCPT TO:<b@", StringComparison.Ordinal)
                ? SmtpAnswer.Line("450 4.7.1 <b@example.com>: greylisted")
                : null,
        });

        var first = Assert.IsType<Receipt.Deferred>(await Letters.Send(Letters.Email(server), Letters.To(Three)));
        isPutOff = false;
        var second = await Letters.Send(Letters.Email(server), Letters.To(Three), first.Progress);

        Assert.Equal(
            $"b***@example.com: 127.0.0.1:{server.Port} answered 450 4.7.1 <b***@example.com>: greylisted; "
            + "2 of 3 recipients have it",
            first.Why);
        Assert.InRange(first.Progress!.Length, 1, 500);
        Assert.IsType<Receipt.Delivered>(second);
        Assert.Equal(
            ["a@example.com", "c@example.com", "b@example.com"], server.Mails.Select(mail => Assert.Single(mail.To)));
        Assert.Contains("RSET", server.Commands);
        Assert.Empty(server.Faults);
    }

    [Fact]
    public async Task Progress_of_another_list_counts_for_nothing()
    {
        var isPutOff = true;
        await using var server = SmtpServer.Start(new()
        {
            Instead = command => isPutOff && command.StartsWith("RCPT TO:<b@", StringComparison.Ordinal)
                ? SmtpAnswer.Line("450 later")
                : null,
        });
        var first = Assert.IsType<Receipt.Deferred>(await Letters.Send(Letters.Email(server), Letters.To(Three)));
        isPutOff = false;

        await Letters.Send(Letters.Email(server), Letters.To("b@example.com", "a@example.com"), first.Progress);
        await Letters.Send(Letters.Email(server), Letters.To(Three), first.Progress + "AAAA");
        await Letters.Send(Letters.Email(server), Letters.To(Three), "");

        Assert.Equal(2 + 2 + 3 + 3, server.Mails.Count);
    }

    [Fact]
    public async Task Nobody_has_it_and_nothing_is_kept_when_all_are_put_off()
    {
        await using var server = SmtpServer.Start(new()
        {
            Instead = command => command.StartsWith("MAIL", StringComparison.Ordinal)
                ? SmtpAnswer.Line("451 4.3.0 later")
                : null,
        });

        var receipt = Assert.IsType<Receipt.Deferred>(await Letters.Send(Letters.Email(server), Letters.To(Three)));

        Assert.Null(receipt.Progress);
        Assert.StartsWith($"a***@example.com: 127.0.0.1:{server.Port} answered 451", receipt.Why, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_that_is_refused_is_named_and_the_others_have_it()
    {
        await using var server = SmtpServer.Start(new()
        {
            Instead = command => command.StartsWith("RCPT TO:<a@", StringComparison.Ordinal)
                ? SmtpAnswer.Line("550 5.1.1 no such user")
                : null,
        });

        var receipt = await Letters.Send(Letters.Email(server), Letters.To(Three) with { Invalid = 1 });

        var delivered = Assert.IsType<Receipt.Delivered>(receipt);
        Assert.StartsWith("a***@example.com: ", delivered.Flaw, StringComparison.Ordinal);
        Assert.EndsWith("; " + delivered.Flaw, delivered.Why, StringComparison.Ordinal);
        Assert.EndsWith(
            "answered 550 5.1.1 no such user; 2 of 3 recipients have it; entries that are no address: 1",
            receipt.Why, StringComparison.Ordinal);
        Assert.Equal(2, server.Mails.Count);
    }

    [Fact]
    public async Task All_that_are_refused_are_a_refusal()
    {
        await using var server = SmtpServer.Start(new()
        {
            Instead = command => command.StartsWith("RCPT", StringComparison.Ordinal)
                ? SmtpAnswer.Line("550 5.1.1 no such user")
                : null,
        });

        Assert.IsType<Receipt.Refused>(await Letters.Send(Letters.Email(server), Letters.To(Three)));
        Assert.Empty(server.Mails);
    }

    [Fact]
    public async Task A_server_that_has_had_enough_of_a_connection_is_called_again()
    {
        var mails = 0;
        await using var server = SmtpServer.Start(new()
        {
            Instead = command => command.StartsWith("MAIL", StringComparison.Ordinal) && mails++ is 1
                ? SmtpAnswer.Last("421 4.7.0 too many messages")
                : null,
        });

        var receipt = await Letters.Send(Letters.Email(server), Letters.To(Three));

        Assert.IsType<Receipt.Delivered>(receipt);
        Assert.Equal([0, 1, 1], server.Mails.Select(mail => mail.Connection));
        Assert.Empty(server.Faults);
    }

    [Fact]
    public async Task A_server_that_takes_no_mail_at_all_is_called_once()
    {
        await using var server = SmtpServer.Start(new()
        {
            Instead = command => command.StartsWith("MAIL", StringComparison.Ordinal)
                ? SmtpAnswer.Last("421 4.3.2 closing down")
                : null,
        });

        Assert.IsType<Receipt.Deferred>(await Letters.Send(Letters.Email(server), Letters.To(Three)));
        Assert.Equal(1, server.Connections);
    }

    [Fact]
    public async Task One_of_unknown_outcome_is_asked_once_more_as_a_possible_repeat_and_then_no_more()
    {
        var ends = 0;
        await using var server = SmtpServer.Start(new()
        {
            Instead = command => command == "." && ends++ is 1 or 3 ? SmtpAnswer.Close : null,
        });
        var email = Letters.Email(server);

        var first = Assert.IsType<Receipt.Deferred>(await Letters.Send(email, Letters.To(Three)));
        var second = Assert.IsType<Receipt.Delivered>(await Letters.Send(email, Letters.To(Three), first.Progress));

        Assert.StartsWith("b***@example.com: ", first.Why, StringComparison.Ordinal);
        Assert.EndsWith("closed the connection after it had been given the mail; 2 of 3 recipients have it", first.Why, StringComparison.Ordinal);
        Assert.EndsWith("closed the connection after it had been given the mail; 3 of 3 recipients have it", second.Why, StringComparison.Ordinal);
        Assert.Equal(["a@example.com", "c@example.com"], server.Mails.Select(mail => mail.To[0]));
        Assert.Equal(4, server.Commands.Count(command => command == "."));
    }

    [Fact]
    public async Task Words_of_a_possible_repeat_go_to_whoever_may_have_it_alone()
    {
        var ends = 0;
        await using var server = SmtpServer.Start(new()
        {
            Instead = command => command switch
            {
                "." when ends++ is 1 => SmtpAnswer.Close,
                _ when ends is 2 && command.StartsWith("RCPT TO:<c@", StringComparison.Ordinal) =>
                    SmtpAnswer.Line("450 later"),
                _ => null,
            },
        });
        var email = Letters.Email(server);
        var first = Assert.IsType<Receipt.Deferred>(await Letters.Send(email, Letters.To(Three)));

        Assert.IsType<Receipt.Delivered>(await Letters.Send(email, Letters.To(Three), first.Progress));

        var texts = server.Mails.Select(mail => (mail.To[0], mail.Parsed.Parts[0].Text));
        Assert.Equal(
            [
                ("a@example.com", "It burns.\n"),
                ("b@example.com", "Possible repeat: it is not known whether the last message arrived.\n\nIt burns.\n"),
                ("c@example.com", "It burns.\n"),
            ],
            texts);
    }

    [Fact]
    public async Task When_nobody_is_known_to_have_it_and_somebody_may_it_is_unknown()
    {
        await using var server = SmtpServer.Start(new()
        {
            Instead = command => command == "." ? SmtpAnswer.Close : null,
        });

        Assert.IsType<Receipt.Unknown>(await Letters.Send(Letters.Email(server), Letters.To(Three)));
        Assert.IsType<Receipt.Unknown>(await Letters.Send(Letters.Email(server), Letters.To("a@example.com")));
    }

    [Fact]
    public void Of_a_thousand_recipients_the_last_one_is_remembered()
    {
        var all = Letters.Boxes([.. Enumerable.Range(0, 1000).Select(i => $"p{i}@example.com")]);
        var states = new RecipientState[1000];
        states[999] = RecipientState.Maybe;
        states[998] = RecipientState.Taken;

        var text = MailProgress.Write(states, all);

        Assert.InRange(text.Length, 1, 500);
        Assert.Equal(states, MailProgress.Read(text, all));
    }
}
