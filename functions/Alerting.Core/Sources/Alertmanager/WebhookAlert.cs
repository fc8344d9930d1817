using System.Globalization;
using System.Text.Json;
using Alerting.Core.Alerts;

namespace Alerting.Core.Sources.Alertmanager;

/// <summary>Reads one alert of the payload; after a null, <see cref="Fault"/> says where and why.</summary>
internal struct WebhookAlert(int index, DateTimeOffset now)
{
    private JsonElement status;
    private JsonElement labels;
    private JsonElement annotations;
    private JsonElement startsAt;
    private JsonElement endsAt;
    private JsonElement generatorUrl;

    /// <summary>The first fault found; its path and reason are null when there was none.</summary>
    public Rejection Fault { get; private set; }

    // Only a link for people: one of another kind is left out instead of losing the alert.
    private readonly string Generator =>
        generatorUrl.ValueKind == JsonValueKind.String ? JsonText.Of(generatorUrl) : "";

    /// <summary>The alert, or null when it cannot be used.</summary>
    public Alert? Read(JsonElement alert)
    {
        if (alert.ValueKind != JsonValueKind.Object)
        {
            Reject("", $"expected an object, not {JsonRead.Word(alert.ValueKind)}");
            return null;
        }

        Collect(alert);
        return TryStatus(out var isFiring)
            && TryLabels(out var identity)
            && TryTexts("annotations", annotations, keepEmpty: true, out var texts)
            && TryTimes(isFiring, out var start, out var end)
            ? new Alert
            {
                Labels = identity,
                Annotations = texts,
                StartsAt = start,
                EndsAt = end,
                GeneratorUrl = Generator,
                Ending = Ending.Explicit,
            }
            : null;
    }

    private void Collect(JsonElement alert)
    {
        foreach (var member in alert.EnumerateObject())
        {
            if (JsonRead.IsNamed(member, "status"u8))
            {
                status = member.Value;
            }
            else if (JsonRead.IsNamed(member, "labels"u8))
            {
                labels = member.Value;
            }
            else if (JsonRead.IsNamed(member, "annotations"u8))
            {
                annotations = member.Value;
            }
            else if (JsonRead.IsNamed(member, "startsAt"u8))
            {
                startsAt = member.Value;
            }
            else if (JsonRead.IsNamed(member, "endsAt"u8))
            {
                endsAt = member.Value;
            }
            else if (JsonRead.IsNamed(member, "generatorURL"u8))
            {
                generatorUrl = member.Value;
            }
        }
    }

    private bool TryStatus(out bool isFiring)
    {
        var text = status.ValueKind == JsonValueKind.String ? JsonText.Of(status) : "";
        isFiring = text == "firing";
        return isFiring || text == "resolved" || Reject(".status", "expected firing or resolved");
    }

    private bool TryLabels(out LabelSet set)
    {
        if (labels.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null)
        {
            set = LabelSet.Empty;
            return Reject(".labels", "missing: at least one label pair required");
        }

        return TryTexts("labels", labels, keepEmpty: false, out set)
            && (set.Count > 0 || Reject(".labels", "at least one label pair required"));
    }

    private bool TryTexts(string field, JsonElement element, bool keepEmpty, out LabelSet set)
    {
        set = LabelSet.Empty;
        if (element.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null)
        {
            return true;
        }

        if (element.ValueKind != JsonValueKind.Object)
        {
            return Reject("." + field, $"expected an object of strings, not {JsonRead.Word(element.ValueKind)}");
        }

        var found = new List<Label>(8);
        foreach (var member in element.EnumerateObject())
        {
            if (!TryLabel(field, member, out var label))
            {
                return false;
            }

            found.Add(label);
        }

        set = LabelSet.From(found);
        set = keepEmpty ? set : set.WithoutEmpty();
        return set.Count == 0 || set[0].Name.Length > 0 || Reject("." + field, "expected names that are not empty");
    }

    private bool TryLabel(string field, JsonProperty member, out Label label)
    {
        var name = JsonText.NameOf(member);
        var isText = member.Value.ValueKind == JsonValueKind.String;
        label = new(name, isText ? JsonText.Of(member.Value) : "");
        return isText || Reject(
            $".{field}{JsonRead.Step(name)}", $"expected a string, not {JsonRead.Word(member.Value.ValueKind)}");
    }

    private bool TryTimes(bool isFiring, out DateTimeOffset start, out DateTimeOffset? end)
    {
        end = null;
        if (!TryTime("startsAt", startsAt, out start))
        {
            return false;
        }

        if (isFiring)
        {
            start = IsZero(start) ? now : start;
            return true;
        }

        if (!TryTime("endsAt", endsAt, out var ended))
        {
            return false;
        }

        if (!IsZero(start) && !IsZero(ended) && ended < start)
        {
            return Reject(".endsAt", "start time must be before end time");
        }

        end = IsZero(ended) || ended > now ? now : ended;

        // A sender whose clock is ahead, or one that names no start: an end never lies before its start.
        start = IsZero(start) || start > end ? end.Value : start;
        return true;
    }

    private bool TryTime(string field, JsonElement element, out DateTimeOffset value)
    {
        value = default;
        return element.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null
            || (element.ValueKind == JsonValueKind.String
                && Rfc3339.TryParse(JsonText.Of(element), out value))
            || Reject("." + field, "expected " + Rfc3339.Expected);
    }

    // Go's zero time in any zone; the year alone decides, because 0001-01-01T00:00:00+01:00 is before the least
    // instant.
    private static bool IsZero(DateTimeOffset value) => value.Year == 1;

    private bool Reject(string path, string reason)
    {
        Fault = new(string.Create(CultureInfo.InvariantCulture, $"$.alerts[{index}]{path}"), reason);
        return false;
    }
}
