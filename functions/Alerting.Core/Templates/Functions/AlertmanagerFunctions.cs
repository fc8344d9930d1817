using Alerting.Core.Templates.Data;
using Alerting.Core.Templates.Times;
using Alerting.Core.Templates.Values;

namespace Alerting.Core.Templates.Functions;

/// <summary>The functions that Alertmanager adds to Go's, with their arguments checked as Go checks them.</summary>
internal static class AlertmanagerFunctions
{
    private static readonly Signature OneText = Signature.Of(ParameterType.Text);
    private static readonly Signature Any = Signature.Of(ParameterType.Any);
    private static readonly Signature TextAndTime = Signature.Of(ParameterType.Text, ParameterType.Time);
    private static readonly Signature TwoTexts = Signature.Of(ParameterType.Text, ParameterType.Text);
    private static readonly Signature ThreeTexts =
        Signature.Of(ParameterType.Text, ParameterType.Text, ParameterType.Text);

    /// <summary>All of them.</summary>
    public static IEnumerable<KeyValuePair<string, Function>> All { get; } = Texts().Concat(Times()).Concat(Others());

    private static Dictionary<string, Function> Texts() => new()
    {
        ["toUpper"] = OfText(Casing.Upper),
        ["toLower"] = OfText(Casing.Lower),
        ["title"] = OfText(Casing.Title),
        ["trimSpace"] = OfText(Casing.TrimSpace),
        ["join"] = new(Signature.Of(ParameterType.Text, ParameterType.Texts), Join),
        ["match"] = new(TwoTexts, args => Patterns.IsMatch(TextAt(args, 0), TextAt(args, 1))),
        ["reReplaceAll"] = new(
            ThreeTexts, args => Patterns.ReplaceAll(TextAt(args, 0), TextAt(args, 1), TextAt(args, 2))),
        ["safeHtml"] = OfText(text => new SafeText(SafeKind.Html, text)),
        ["safeUrl"] = OfText(text => new SafeText(SafeKind.Url, text)),
        ["urlUnescape"] = OfText(Escaping.QueryUnescape),
        ["base64encode"] = OfText(Base64.Encode),
        ["base64decode"] = OfText(Base64.Decode),
        ["stringSlice"] = new(
            new([], ParameterType.Text), args => new Sequence.Texts([.. args.Cast<string>()], false)),
        ["routeLabels"] = new(OneText, args => RouteLabel(Data(args), TextAt(args, 1))) { TakesData = true },
    };

    private static Dictionary<string, Function> Times() => new()
    {
        ["date"] = new(TextAndTime, args => TimeFormat.Format((Time)args[1]!, TextAt(args, 0))),
        ["tz"] = new(TextAndTime, args => In(TextAt(args, 0), (Time)args[1]!)),
        ["now"] = new(Signature.None, args => Now(args)) { TakesData = true },
        ["since"] = new(Signature.Of(ParameterType.Time), args => Now(args).Since((Time)args[1]!)) { TakesData = true },
        ["humanizeDuration"] = new(Any, args => HumanDuration.Of(args[0])),
        ["toDate"] = new(TwoTexts, args => TimeReader.Read(TextAt(args, 0), TextAt(args, 1), out _) ?? Time.Zero),
        ["mustToDate"] = new(TwoTexts, args =>
            TimeReader.Read(TextAt(args, 0), TextAt(args, 1), out var problem) ?? throw new TemplateException(problem)),
    };

    private static Dictionary<string, Function> Others() => new()
    {
        ["toJson"] = new(Any, args => ValueJson.Of(args[0])),
        ["list"] = Function.OfAny(args => Lists.Of(args)),
        ["append"] = new(new([ParameterType.List], ParameterType.Any), Lists.Append),
        ["dict"] = Function.OfAny(Lists.Map),
    };

    private static string RouteLabel(TemplateData? data, string name) =>
        data?.RouteLabelNamed?.Invoke(name) ?? data?.RouteLabels[name] ?? "";

    private static Function OfText(Func<string, object> call) => new(OneText, args => call((string)args[0]!));

    private static string TextAt(IReadOnlyList<object?> args, int index) => (string)args[index]!;

    private static TemplateData? Data(IReadOnlyList<object?> args) => args[0] as TemplateData;

    private static Time Now(IReadOnlyList<object?> args) => Time.Of(Data(args)?.Now) with { Zone = Zone.Local };

    private static string Join(IReadOnlyList<object?> args) =>
        args[1] is Sequence.Texts texts ? Joined.Of(texts.Items, TextAt(args, 0)) : "";

    private static Time In(string name, Time time) =>
        time with { Zone = Zone.Find(name, out var problem) ?? throw new TemplateException(problem) };
}
