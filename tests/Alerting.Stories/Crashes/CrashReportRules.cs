using Alerting.Testing.Crashes;
using Xunit;

namespace Alerting.Stories.Crashes;

/// <summary>What the crash story would find if it were there.</summary>
public sealed class CrashReportRules
{
    private const bool Fires = true;
    private const bool Over = false;

    [Fact]
    public void A_page_and_its_resolve_are_sound_and_so_is_a_repeat_under_the_same_id() =>
        Assert.Empty(Violations(Resolved, Told("1", Fires, taken: false), Told("1", Fires), Told("2", Over)));

    [Fact]
    public void A_hasty_alert_need_not_be_told() =>
        Assert.Empty(Violations(Resolved with { Kind = CrashAlertKind.Hasty }));

    [Fact]
    public void A_page_that_no_sink_took_is_lost() =>
        Assert.Contains(
            "not what was told last", Single(Lasting, Told("1", Fires, taken: false)), StringComparison.Ordinal);

    [Fact]
    public void A_resolve_that_no_sink_took_is_lost() =>
        Assert.Contains(
            "resolve was not told",
            Single(Resolved, Told("1", Fires), Told("2", Over, taken: false)),
            StringComparison.Ordinal);

    [Fact]
    public void A_resolve_before_its_page_is_a_wrong_order() =>
        Assert.Contains(Violations(Resolved, Told("1", Over), Told("2", Fires), Told("3", Over)), IsWrongOrder);

    [Fact]
    public void A_page_after_its_resolve_is_a_wrong_order() =>
        Assert.Contains(Violations(Resolved, Told("1", Fires), Told("2", Over), Told("1", Fires)), IsWrongOrder);

    [Fact]
    public void Two_notices_that_say_the_same_are_a_double() =>
        Assert.Contains("say the same", Single(Lasting, Told("1", Fires), Told("2", Fires)), StringComparison.Ordinal);

    [Fact]
    public void One_notice_with_two_texts_is_two() =>
        Assert.Contains(
            "two texts",
            Single(Lasting, Told("1", Fires), Told("1", Fires) with { Body = "other" }),
            StringComparison.Ordinal);

    private static CrashAlert Lasting =>
        new("A", "i", DateTimeOffset.UnixEpoch, CrashAlertKind.Lasting, IsAlone: true) { IsAccepted = true };

    private static CrashAlert Resolved => Lasting with { Kind = CrashAlertKind.Patient, IsResolved = true };

    private static bool IsWrongOrder(string violation) => violation.Contains("wrong order", StringComparison.Ordinal);

    private static ToldNotice Told(string id, bool fires, bool taken = true) =>
        new(id, "A", new Dictionary<string, bool> { ["A/i"] = fires }, $"{id} {fires}", taken);

    private static string Single(CrashAlert alert, params ToldNotice[] told) =>
        Assert.Single(Violations(alert, told));

    private static IReadOnlyList<string> Violations(CrashAlert alert, params ToldNotice[] told) => new CrashReport
    {
        Seed = 1,
        Kills = 0,
        KillsInStart = 0,
        Repeats = 0,
        Alerts = [alert],
        Told = told,
        Complaints = [],
    }.Violations;
}
