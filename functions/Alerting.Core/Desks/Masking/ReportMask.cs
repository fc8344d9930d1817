using System.Collections.Immutable;
using Alerting.Core.Jobs.Events;
using Alerting.Core.Redaction;

namespace Alerting.Core.Desks.Masking;

/// <summary>
/// What is taken out of a report before it is stored. Names of jobs, runs and parts, labels and marks of repeats are
/// its identity and stay.
/// </summary>
internal static class ReportMask
{
    public static JobEvent Apply(JobEvent said, Redactor redactor)
    {
        var isLog = said.Logger is not null;
        var message = Masked(said.Message, isLog, redactor);
        var log = Masked(said.Log, isLog: true, redactor);
        var reason = Masked(said.Reason, isLog: false, redactor);
        var logger = Masked(said.Logger, isLog: false, redactor);
        var signal = Masked(said.Signal, isLog: false, redactor);
        var (model, dataset) = (Masked(said.Model, redactor), Masked(said.Dataset, redactor));
        var (code, resources) = (Masked(said.Code, redactor), Masked(said.Resources, redactor));
        var isSame = ReferenceEquals(message, said.Message) && ReferenceEquals(log, said.Log)
            && ReferenceEquals(reason, said.Reason) && ReferenceEquals(logger, said.Logger)
            && ReferenceEquals(signal, said.Signal) && ReferenceEquals(model, said.Model)
            && ReferenceEquals(dataset, said.Dataset) && ReferenceEquals(code, said.Code)
            && ReferenceEquals(resources, said.Resources);
        return isSame ? said : said with
        {
            Message = message,
            Log = log,
            Reason = reason,
            Logger = logger,
            Signal = signal,
            Model = model,
            Dataset = dataset,
            Code = code,
            Resources = resources,
        };
    }

    private static string? Masked(string? text, bool isLog, Redactor redactor) => text is null ? null
        : isLog ? redactor.Log(text).Text
        : redactor.Annotation(text).Text;

    private static ImmutableSortedDictionary<string, string> Masked(
        ImmutableSortedDictionary<string, string> members, Redactor redactor)
    {
        var masked = members;
        foreach (var (name, value) in members)
        {
            if (redactor.Member(name, value) is { Count: > 0 } redacted)
            {
                masked = masked.SetItem(name, redacted.Text);
            }
        }

        return masked;
    }
}
