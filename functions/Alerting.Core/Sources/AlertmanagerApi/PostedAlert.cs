using System.Text.Json;
using Alerting.Core.Alerts;
using Alerting.Core.Matching;

namespace Alerting.Core.Sources.AlertmanagerApi;

/// <summary>One alert of a post, as Go decodes it: of a repeated member the last counts, sets are added to.</summary>
internal sealed class PostedAlert
{
    private static readonly string[] Fields = ["startsAt", "endsAt", "annotations", "generatorURL", "labels"];

    private List<Label>? labels;
    private List<Label>? annotations;
    private GoInstant startsAt;
    private GoInstant endsAt;
    private string generatorUrl = "";
    private bool isNull;

    // Go reads times and annotations first, then labels and link; a wrong value that reads itself ends that at once.
    private string? timeFault;
    private string? annotationsFault;
    private string? linkFault;
    private string? labelsFault;

    /// <summary>The alert; <paramref name="fault"/> is what Go says where a type is wrong, else null.</summary>
    public static PostedAlert Read(JsonElement element, out string? fault)
    {
        var alert = new PostedAlert { isNull = element.ValueKind == JsonValueKind.Null };
        fault = null;
        if (element.ValueKind is not (JsonValueKind.Object or JsonValueKind.Null))
        {
            fault = $"json: cannot unmarshal {GoText.Kind(element.ValueKind)} into Go value of type "
                + "struct { Annotations models.LabelSet \"json:\\\"annotations,omitempty\\\"\"; "
                + "EndsAt strfmt.DateTime \"json:\\\"endsAt,omitempty\\\"\"; "
                + "StartsAt strfmt.DateTime \"json:\\\"startsAt,omitempty\\\"\" }";
        }
        else if (!alert.isNull)
        {
            alert.Decode(element);
            fault = alert.timeFault ?? alert.annotationsFault ?? alert.linkFault ?? alert.labelsFault;
        }

        return alert;
    }

    /// <summary>What of the schema it breaks; null when nothing.</summary>
    public ApiFault? Breach(string path) =>
        isNull ? ApiFault.Missing(path)
        : generatorUrl.Length > 0 && !RequestUri.IsOne(generatorUrl)
            ? ApiFault.NotOfFormat(path + ".generatorURL", "uri", GoText.Quote(generatorUrl))
        : labels is null ? ApiFault.Missing(path + ".labels")
        : null;

    /// <summary>The alert, or null with why it is not valid.</summary>
    public Alert? Validate(DateTimeOffset now, TimeSpan resolveTimeout, MatcherMode mode, out string why)
    {
        var start = !startsAt.IsZero ? startsAt : endsAt.IsZero ? GoInstant.Of(now) : endsAt;
        var end = endsAt.IsZero ? GoInstant.Of(now + resolveTimeout) : endsAt;
        var identity = LabelSet.From(labels ?? []).WithoutEmpty();
        var texts = LabelSet.From(annotations ?? []);
        why = end.UtcTicks < start.UtcTicks ? "start time must be before end time"
            : Invalid(identity, mode) is { } label ? "invalid label set: invalid name " + GoQuote.Append(new(), label)
            : identity.Count == 0 ? "at least one label pair required"
            : Invalid(texts, mode) is { } name ? "invalid annotations: invalid name " + GoQuote.Append(new(), name)
            : "";
        return why.Length > 0 ? null : new()
        {
            Labels = identity,
            Annotations = texts,
            StartsAt = start.Value,
            EndsAt = end.Value,
            GeneratorUrl = generatorUrl,
            Ending = Ending.Timed,
            TimedOut = endsAt.IsZero,
        };
    }

    private static string? Invalid(LabelSet set, MatcherMode mode)
    {
        foreach (var (name, _) in set)
        {
            if (!LabelNames.IsValid(name, mode))
            {
                return name;
            }
        }

        return null;
    }

    private void Decode(JsonElement alert)
    {
        foreach (var member in alert.EnumerateObject())
        {
            switch (GoMember.FieldOf(member, Fields))
            {
                case "startsAt":
                    GoMember.Time(".startsAt", member.Value, ref startsAt, ref timeFault);
                    break;
                case "endsAt":
                    GoMember.Time(".endsAt", member.Value, ref endsAt, ref timeFault);
                    break;
                case "annotations":
                    GoMember.Texts(".annotations", member.Value, ref annotations, ref annotationsFault);
                    break;
                case "labels":
                    GoMember.Texts("Alert.labels", member.Value, ref labels, ref labelsFault);
                    break;
                case "generatorURL":
                    Link(member.Value);
                    break;
                default:
                    break;
            }
        }
    }

    private void Link(JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.Null
            && GoMember.IsText("Alert.generatorURL", element, ref linkFault))
        {
            generatorUrl = JsonText.Of(element);
        }
    }
}
