using System.Runtime.CompilerServices;
using System.Text;
using Alerting.Core.Alerts;
using Alerting.Core.Templates.Data;
using Alerting.Core.Templates.Execution;
using Alerting.Core.Templates.Formatting;
using Alerting.Core.Templates.Structured;
using Alerting.Core.Templates.Times;
using Alerting.Core.Templates.Values;

namespace Alerting.Core.Templates.Functions;

/// <summary>Values as JSON, as Go's encoding/json writes them.</summary>
internal static class ValueJson
{
    private const int Deepest = 200;
    private static readonly int Longest = TemplateLimits.Default.Characters;

    /// <summary>The value as JSON.</summary>
    public static string Of(object? value)
    {
        var json = new GoJson();
        Write(json, value, 0);
        return Encoding.UTF8.GetString(json.Written.Span);
    }

    private static void Write(GoJson json, object? value, int depth)
    {
        if (depth > Deepest || !RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            throw new TemplateException($"values within values more than {Deepest} deep");
        }

        if (json.Written.Length > Longest)
        {
            throw new TemplateException($"more than {Longest} bytes");
        }

        _ = value switch
        {
            null => json.Null(),
            string text => json.Text(text),
            bool truth => json.Truth(truth),
            long whole => json.Number(whole),
            double number => json.Number(GoFloat.Json(number)),
            Integer integer => json.Number(integer.Value),
            Duration duration => json.Number(duration.Nanoseconds),
            SafeText safe => json.Text(safe.Text),
            Time time => json.Text(Instant(time)),
            LabelSet labels => json.Labels(labels),
            Slot slot => Nested(json, slot.Value, depth),
            _ => WriteStructure(json, value, depth),
        };
    }

    private static GoJson Nested(GoJson json, object? value, int depth)
    {
        Write(json, value, depth + 1);
        return json;
    }

    private static GoJson WriteStructure(GoJson json, object value, int depth)
    {
        switch (value)
        {
            case Sequence sequence:
                json.BeginArray();
                for (var i = 0; i < sequence.Count; i++)
                {
                    Nested(json, sequence[i], depth);
                }

                return json.EndArray();
            case Map map:
                json.BeginObject();
                foreach (var (key, entry) in map.Entries)
                {
                    Nested(json.Name(key), entry, depth);
                }

                return json.EndObject();
            default:
                json.BeginObject();
                foreach (var (name, field) in Fields(value))
                {
                    Nested(json.Name(name), field, depth);
                }

                return json.EndObject();
        }
    }

    private static IEnumerable<(string Name, object? Value)> Fields(object value) => value switch
    {
        Label => StructFields.Of(value),
        ContextFields context => context.All.Select(field => (AlertName(field.Name), field.Value)),
        TemplateAlert => StructFields.Of(value).Select(field => (AlertName(field.Name), field.Value)),
        TemplateData => StructFields.Of(value).SkipLast(1).Select(field => (DataName(field.Name), field.Value)),
        _ => [],
    };

    private static string AlertName(string field) => field switch
    {
        "GeneratorURL" => "generatorURL",
        _ => char.ToLowerInvariant(field[0]) + field[1..],
    };

    private static string DataName(string field) => field switch
    {
        "NotificationReason" => "notification_reason",
        "ExternalURL" => "externalURL",
        _ => char.ToLowerInvariant(field[0]) + field[1..],
    };

    private static string Instant(Time time) => time.Date.Year is >= 0 and <= 9999
        ? TimeFormat.Format(time, "2006-01-02T15:04:05.999999999Z07:00")
        : throw new TemplateException(
            "json: error calling MarshalJSON for type time.Time: Time.MarshalJSON: year outside of range [0,9999]");
}
