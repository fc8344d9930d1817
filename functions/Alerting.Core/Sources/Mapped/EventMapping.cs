using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Alerting.Core.Jobs.Events;
using Alerting.Core.Sources.Jobs;

namespace Alerting.Core.Sources.Mapped;

/// <summary>
/// Makes a report of one element: its members are written as a body of a report, which is then read as strictly as any.
/// </summary>
internal sealed class EventMapping(MappedEvent mapping, string path, JsonElement element, Rejections rejected)
{
    private const string Types =
        "start, progress, success, fail, cancel, status, data_generated, input_drift or training_error";

    /// <summary>The report; null where there is none, which is told.</summary>
    public JobEvent? Read()
    {
        var job = mapping.Job.Text(element) ?? "";
        var run = mapping.Run?.Text(element);
        if (rejected.Refuses(PlaceOf("job", mapping.Job), job, JobLimits.Name)
            || (!string.IsNullOrEmpty(run) && rejected.Refuses(PlaceOf("run", mapping.Run!), run, JobLimits.Run)))
        {
            return null;
        }

        if (TypeOf() is not { } type)
        {
            return null;
        }

        using var body = JsonDocument.Parse(Body());
        var own = new Rejections();
        var said = JobBody.Read(
            new() { Type = type, Job = job, Run = string.IsNullOrEmpty(run) ? null : run }, body.RootElement, "$", own);
        foreach (var one in own.ToImmutable())
        {
            rejected.Add(PlaceOf(one.Path), one.Reason);
        }

        return said;
    }

    private JobEventType? TypeOf()
    {
        var word = mapping.Type.Text(element);
        var type = word is null ? null : JobWords.TypeOf(word);
        if (type is not null and not JobEventType.Resolve)
        {
            return type;
        }

        rejected.Add(
            PlaceOf("type", mapping.Type),
            $"expected {Types}, not {(word is null ? "nothing" : JsonRead.Quoted(word, 60))}");
        return null;
    }

    private byte[] Body()
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            foreach (var (name, value) in mapping.Members)
            {
                Write(json, name, value, MappedEvent.Numbers.Contains(name), MappedEvent.Times.Contains(name));
            }

            foreach (var (name, members) in mapping.Objects)
            {
                json.WriteStartObject(name);
                foreach (var (key, value) in members)
                {
                    Write(json, key, value, isNumber: name == "metrics", isTime: false);
                }

                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        return buffer.ToArray();
    }

    private void Write(Utf8JsonWriter json, string name, MappedValue value, bool isNumber, bool isTime)
    {
        if (value.Text(element) is not { } text)
        {
            return;
        }

        if (isNumber && long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole))
        {
            json.WriteNumber(name, whole);
        }
        else if (isNumber && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            && double.IsFinite(number))
        {
            json.WriteNumber(name, number);
        }
        else
        {
            json.WriteString(name, isTime && value.Time(element) is { } time ? Rfc3339.Format(time) : text);
        }
    }

    // From the path in the report that was made to the one in the body it was made of.
    private string PlaceOf(string inReport)
    {
        if (inReport == "$")
        {
            return path;
        }

        string[] names = inReport[2..].Split('.', 2);
        var nested = mapping.Objects.GetValueOrDefault(names[0]) ?? ImmutableDictionary<string, MappedValue>.Empty;
        return mapping.Members.GetValueOrDefault(names[0]) is { } member ? PlaceOf(names[0], member)
            : names is [_, var name] && nested.GetValueOrDefault(name) is { } inner ? PlaceOf(inReport[2..], inner)
            : inReport[2..];
    }

    private string PlaceOf(string name, MappedValue value) =>
        value.PlaceOf(element, path, name);
}
