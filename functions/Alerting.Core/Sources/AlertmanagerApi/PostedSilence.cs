using System.Text.Json;
using Alerting.Core.Alerts;
using Alerting.Core.Silences;

namespace Alerting.Core.Sources.AlertmanagerApi;

/// <summary>What a post to <c>/api/v2/silences</c> holds: a draft, or why there is none.</summary>
/// <param name="Draft">What is asked for.</param>
/// <param name="Refusal">Why it cannot be, as Alertmanager words it.</param>
/// <param name="Fault">Why the body could not be read.</param>
public sealed record PostedSilenceResult(SilenceDraft? Draft, string? Refusal = null, ApiFault? Fault = null);

/// <summary>
/// Reads what is posted to <c>/api/v2/silences</c> as the real server does: by Go's rules, see <see
/// cref="PostedAlerts"/>. What the schema asks for and the checks of times: Alertmanager 0.34,
/// <c>api/v2/models/postable_silence.go</c> and <c>api/v2/api.go</c>.
/// </summary>
/// <remarks>
/// One difference: a null instead of a matcher is refused, where the real server breaks the connection off.
/// </remarks>
public sealed class PostedSilence
{
    private const string What = "silence";

    private static readonly string[] Fields =
        ["id", "annotations", "comment", "createdBy", "endsAt", "matchers", "startsAt"];

    private readonly PostedMatchers matchers = new();
    private string id = "";
    private List<Label>? annotations;
    private string? comment;
    private string? createdBy;
    private GoInstant? endsAt;
    private GoInstant? startsAt;

    // Go reads the id by itself and first, then the others; a wrong time, which reads itself, ends that at once.
    private string? idFault;
    private string? timeFault;
    private string? otherFault;

    private PostedSilence()
    {
    }

    /// <summary>The draft of a body, not checked for what its matchers say. Never throws.</summary>
    /// <param name="body">UTF-8 JSON; how large is for the door to say.</param>
    /// <param name="now">The store's time.</param>
    public static PostedSilenceResult Read(ReadOnlyMemory<byte> body, DateTimeOffset now)
    {
        if (PostedBody.Open(body, What, out var document) is { } unreadable)
        {
            return new(null, Fault: unreadable);
        }

        using (document)
        {
            var posted = new PostedSilence();
            return posted.Decode(document!.RootElement) is { } why
                ? new(null, Fault: ApiFault.Unreadable(What, why))
                : posted.Breach() is { } breach ? new(null, Fault: breach)
                : posted.Draft(now);
        }
    }

    // What Go says where a type is wrong, else null.
    private string? Decode(JsonElement silence)
    {
        if (silence.ValueKind is not (JsonValueKind.Object or JsonValueKind.Null))
        {
            return $"json: cannot unmarshal {GoText.Kind(silence.ValueKind)} into Go value of type "
                + "struct { ID string \"json:\\\"id,omitempty\\\"\" }";
        }

        if (silence.ValueKind == JsonValueKind.Object)
        {
            foreach (var member in silence.EnumerateObject())
            {
                Decode(GoMember.FieldOf(member, Fields), member.Value);
            }
        }

        return idFault ?? timeFault ?? otherFault;
    }

    private void Decode(string? field, JsonElement value)
    {
        switch (field)
        {
            case "id":
                Id(value);
                break;
            case "annotations":
                GoMember.Texts("Silence.annotations", value, ref annotations, ref otherFault);
                break;
            case "comment":
                GoMember.Text("Silence.comment", value, ref comment, ref otherFault);
                break;
            case "createdBy":
                GoMember.Text("Silence.createdBy", value, ref createdBy, ref otherFault);
                break;
            case "endsAt":
                endsAt = Time("Silence.endsAt", value);
                break;
            case "startsAt":
                startsAt = Time("Silence.startsAt", value);
                break;
            case "matchers":
                matchers.Decode(value, ref otherFault);
                break;
            default:
                break;
        }
    }

    private void Id(JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Null && GoMember.IsText(".id", value, ref idFault))
        {
            id = JsonText.Of(value);
        }
    }

    private GoInstant? Time(string field, JsonElement value)
    {
        var time = default(GoInstant);
        GoMember.Time(field, value, ref time, ref timeFault);
        return value.ValueKind == JsonValueKind.Null ? null : time;
    }

    private ApiFault? Breach() =>
        comment is null ? ApiFault.Missing("comment")
        : createdBy is null ? ApiFault.Missing("createdBy")
        : endsAt is null ? ApiFault.Missing("endsAt")
        : matchers.Breach() is { } breach ? breach
        : startsAt is null ? ApiFault.Missing("startsAt")
        : null;

    private PostedSilenceResult Draft(DateTimeOffset now)
    {
        var (starts, ends) = (startsAt!.Value, endsAt!.Value);
        return starts.UtcTicks >= ends.UtcTicks
            ? new(null, "Failed to create silence: start time must be before end time")
            : ends.UtcTicks < now.UtcTicks
                ? new(null, "Failed to create silence: end time can't be in the past")
            : new(new()
            {
                Id = id,
                Matchers = matchers.Drafts(),
                StartsAt = starts.Value,
                EndsAt = ends.Value,
                CreatedBy = createdBy!,
                Comment = comment!,
                Annotations = LabelSet.From(annotations ?? []),
            });
    }
}
