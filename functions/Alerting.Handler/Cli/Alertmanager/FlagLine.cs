using System.Globalization;
using Alerting.Core.Alerts;
using Alerting.Core.Configuration;

namespace Alerting.Handler.Cli.Alertmanager;

/// <summary>
/// A command line as kingpin reads it: <c>--flag=value</c>, <c>--flag value</c>, <c>--truth</c>, <c>--no-truth</c>.
/// </summary>
internal sealed class FlagLine
{
    private const string No = "no-";

    private readonly Dictionary<string, List<string>> given = new(StringComparer.Ordinal);

    /// <summary>The names of what was given, in order.</summary>
    public IEnumerable<string> Given => given.Keys;

    /// <summary>
    /// Reads it. Throws <see cref="StartRefusedException"/> on what is unknown, incomplete, given twice or no value of
    /// its kind.
    /// </summary>
    public static FlagLine Read(IReadOnlyList<string> args)
    {
        var line = new FlagLine();
        string[] all = [.. args.SelectMany(Expanded)];
        for (var at = 0; at < all.Length;)
        {
            line.Take(all, ref at);
        }

        return line;
    }

    // @file stands for its lines; empty ones and those that begin with # are left out.
    private static IEnumerable<string> Expanded(string arg)
    {
        if (!arg.StartsWith('@'))
        {
            return [arg];
        }

        try
        {
            return File.ReadAllLines(arg[1..]).Where(line => line.Length > 0 && !line.StartsWith('#'));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw Wrong($"{arg}: {failure.Message}");
        }
    }

    public bool Truth(string name) => Text(name) == "true";

    public string Text(string name) => Texts(name)[^1];

    /// <summary>Each value that was given; the default where none was.</summary>
    public IReadOnlyList<string> Texts(string name) =>
        given.GetValueOrDefault(name) ?? [Known(name)!.Default];

    public int Whole(string name) => (int)Math.Clamp(NumberOf(Text(name))!.Value, int.MinValue, int.MaxValue);

    public double Number(string name) => NumberOf(Text(name))!.Value;

    public TimeSpan Span(string name)
    {
        GoDuration.Parse(Text(name), out var span, hasDays: true);
        return span;
    }

    private static Flag? Known(string name) => Flags.All.FirstOrDefault(flag => flag.Name == name);

    private void Take(IReadOnlyList<string> args, ref int at)
    {
        var arg = args[at++];
        if (!arg.StartsWith('-'))
        {
            throw Wrong($"unexpected {arg}");
        }

        if (!arg.StartsWith("--", StringComparison.Ordinal) || arg.Length == 2)
        {
            throw Wrong($"unknown short flag '{arg}'");
        }

        var equals = arg.IndexOf('=', StringComparison.Ordinal);
        var name = equals < 0 ? arg[2..] : arg[2..equals];
        if (Truthful(name) is { } truth)
        {
            var value = name == truth.Name ? "true" : "false";
            Add(truth, equals < 0 ? value : throw Wrong($"unexpected {arg[(equals + 1)..]}"));
            return;
        }

        var flag = Known(name)
            ?? throw Wrong($"unknown long flag '--{name}'{Nearest.Hint(name, Flags.All.Select(it => it.Name))}");
        if (equals < 0 && (at == args.Count || args[at].StartsWith('-')))
        {
            throw Wrong($"expected argument for flag '--{name}'");
        }

        Add(flag, equals < 0 ? args[at++] : arg[(equals + 1)..]);
    }

    private static Flag? Truthful(string name) =>
        (Known(name) ?? (name.StartsWith(No, StringComparison.Ordinal) ? Known(name[No.Length..]) : null))
            is { Kind: FlagKind.Truth } flag ? flag : null;

    private void Add(Flag flag, string value)
    {
        if (Problem(flag.Kind, value) is { } problem)
        {
            throw Wrong($"--{flag.Name}: {problem}");
        }

        if (given.TryGetValue(flag.Name, out var before))
        {
            if (flag.Kind != FlagKind.Texts)
            {
                throw Wrong($"flag '{flag.Name}' cannot be repeated");
            }

            before.Add(value);
            return;
        }

        given[flag.Name] = [value];
    }

    private static string? Problem(FlagKind kind, string value) => kind switch
    {
        FlagKind.Truth or FlagKind.Text or FlagKind.Texts => null,
        FlagKind.Whole or FlagKind.Number => NumberOf(value) is null ? $"\"{value}\": expected a number" : null,
        FlagKind.Span => GoDuration.Parse(value, out _, hasDays: true),
    };

    private static double? NumberOf(string value) =>
        double.TryParse(value, NumberStyles.Float & ~NumberStyles.AllowTrailingWhite & ~NumberStyles.AllowLeadingWhite,
            CultureInfo.InvariantCulture, out var number) && double.IsFinite(number)
            ? number
            : null;

    private static StartRefusedException Wrong(string problem) =>
        new($"{problem}, try alerting alertmanager --help");
}
