using System.Collections.Immutable;
using System.Text.Json;
using Alerting.Core.Alerts;

namespace Alerting.Core.Sources.Mapped;

/// <summary>Makes an alert of one element.</summary>
internal sealed class AlertMapping(
    MappedAlert mapping, string path, JsonElement element, Rejections rejected, DateTimeOffset now)
{
    /// <summary>The alert; null where there is none, which is told.</summary>
    public Alert? Read()
    {
        var status = mapping.Status is null ? "firing" : mapping.Status.Text(element);
        if (status is not ("firing" or "resolved"))
        {
            rejected.Add(
                PlaceOf("status", mapping.Status!),
                $"expected firing or resolved, not {(status is null ? "nothing" : JsonRead.Quoted(status, 60))}");
            return null;
        }

        var labels = SetOf(mapping.Labels).WithoutEmpty();
        if (labels.Count == 0)
        {
            rejected.Add(path, "expected a value for at least one of the labels of the mapping");
            return null;
        }

        var (start, end) = SourceTime.OfAlert(
            Time("starts_at", mapping.StartsAt),
            status == "resolved" ? Time("ends_at", mapping.EndsAt) ?? now : null,
            now);
        return new()
        {
            Labels = labels,
            Annotations = SetOf(mapping.Annotations),
            StartsAt = start,
            EndsAt = end,
            GeneratorUrl = mapping.Url?.Text(element) ?? "",
            Ending = Ending.Explicit,
        };
    }

    private LabelSet SetOf(ImmutableDictionary<string, MappedValue> values) => LabelSet.From(
        from value in values
        let text = value.Value.Text(element)
        where text is not null
        select new Label(value.Key, text));

    private DateTimeOffset? Time(string name, MappedValue? value)
    {
        if (value?.Text(element) is not { } text)
        {
            return null;
        }

        var time = value.Time(element);
        if (time is null)
        {
            rejected.Add(
                PlaceOf(name, value), $"expected {SourceTime.Expected}, not {JsonRead.Quoted(text, 60)}");
        }

        return time;
    }

    private string PlaceOf(string name, MappedValue value) =>
        value.PlaceOf(element, path, name);
}
