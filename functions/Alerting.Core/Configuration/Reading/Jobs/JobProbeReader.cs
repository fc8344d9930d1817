using System.Collections.Immutable;
using Alerting.Core.Configuration.Yaml;
using Alerting.Core.Jobs.Registry;
using Alerting.Core.Jobs.Schedules;

namespace Alerting.Core.Configuration.Reading.Jobs;

/// <summary><c>probe</c>.</summary>
internal static class JobProbeReader
{
    private static readonly TimeSpan UsualEvery = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan UsualTimeout = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LeastTimeout = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan MostTimeout = TimeSpan.FromSeconds(30);

    /// <summary>The probe; null where there is none, or it is wrong, which is reported.</summary>
    public static Probe? Take(YamlMap map)
    {
        if (map.TakeSet("probe") is not { } value || value.AsMap() is not { } probe)
        {
            return null;
        }

        if (map.Peek("schedule") is { IsNull: false } || map.Peek("every") is { IsNull: false })
        {
            value.Error("at most one of schedule, every & probe must be configured: a probe has an every of its own");
        }

        probe.Need("probe", "url");
        var url = probe.TakeSet("url") is { } address ? Url(address) : null;
        var at = probe.Peek("timeout") ?? probe.Peek("every") ?? value;
        var every = probe.TakeDurationBetween("every", IntervalSchedule.Least, IntervalSchedule.Most) ?? UsualEvery;
        var timeout = probe.TakeDurationBetween("timeout", LeastTimeout, MostTimeout) ?? UsualTimeout;
        if (timeout >= every)
        {
            at.Error($"timeout ({PrometheusDuration.Print(timeout)}) must be less than "
                + $"every ({PrometheusDuration.Print(every)})");
        }

        var statuses = probe.TakeList("status", "[]int").Select(Status).OfType<int>().Distinct().ToImmutableArray();
        probe.RefuseRest();
        return url is null ? null : new(url, every, statuses, timeout);
    }

    // Never shown: what is no URL may be a part of one that holds a password.
    private static Uri? Url(YamlValue value)
    {
        if ((value with { IsSecret = true }).AsText() is not { } text)
        {
            return null;
        }

        var isUrl = Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https"
            && url.Host.Length > 0;
        if (isUrl && url!.UserInfo.Length == 0)
        {
            return url;
        }

        value.Error(isUrl
            ? "a URL with user or password in it would be shown: not supported"
            : "expected an http or https URL, such as https://host/health");
        return null;
    }

    private static int? Status(YamlValue value)
    {
        if (value.AsWhole("int", long.MinValue, long.MaxValue) is not { } status)
        {
            return null;
        }

        if (status >= 100 && status <= 599)
        {
            return (int)status;
        }

        value.ErrorOnValue("a status is from 100 to 599");
        return null;
    }
}
