using Alerting.Core.Alerts;
using Alerting.Core.Templates.Data;
using Alerting.Core.Templates.Formatting;
using Alerting.Core.Templates.Functions;
using Alerting.Core.Templates.Times;

namespace Alerting.Core.Templates.Values;

/// <summary>Go's names of the types that values have.</summary>
internal static class GoType
{
    /// <summary>As <c>%T</c> prints it; of a <see cref="Slot"/> the type of the place.</summary>
    public static string NameOf(object? value) => value switch
    {
        null => "<nil>",
        string => "string",
        bool => "bool",
        long => "int",
        double => "float64",
        Integer integer => NameOf(integer.Kind),
        SafeText safe => safe.Kind == SafeKind.Html ? "template.HTML" : "template.URL",
        Duration => "time.Duration",
        Time => "time.Time",
        Zone or StructFields.ZonePointer => "*time.Location",
        Slot => "interface {}",
        _ => NameOfStructure(value),
    };

    /// <summary>As messages name what a parameter wants.</summary>
    public static string NameOf(ParameterType type) => type switch
    {
        ParameterType.Any => "interface {}",
        ParameterType.Text => "string",
        ParameterType.Int => "int",
        ParameterType.Time => "time.Time",
        ParameterType.Duration => "time.Duration",
        ParameterType.Zone => "*time.Location",
        ParameterType.Texts => "[]string",
        ParameterType.List => "[]interface {}",
    };

    private static string NameOf(IntegerKind kind) => kind switch
    {
        IntegerKind.Int64 => "int64",
        IntegerKind.Int32 => "int32",
        IntegerKind.UInt8 => "uint8",
        IntegerKind.UInt64 => "uint64",
        IntegerKind.Month => "time.Month",
        IntegerKind.Weekday => "time.Weekday",
    };

    private static string NameOfStructure(object value) => value switch
    {
        TemplateData => "*template.Data",
        TemplateAlert => "template.Alert",
        LabelSet => "template.KV",
        ContextFields => "template.Context",
        Label => "template.Pair",
        Sequence.Alerts alerts => alerts.IsNamed ? "template.Alerts" : "[]template.Alert",
        Sequence.Pairs => "template.Pairs",
        Sequence.Texts texts => texts.IsNamed ? "template.Strings" : "[]string",
        Sequence.Anything => "[]interface {}",
        Map => "map[string]interface {}",
        _ => "unknown",
    };
}
