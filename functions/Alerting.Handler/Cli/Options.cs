using Alerting.Core.Alerts;

namespace Alerting.Handler.Cli;

/// <summary>The options of a command line: <c>--name value</c>, <c>--name=value</c> and <c>--flag</c>.</summary>
internal sealed class Options
{
    private readonly Dictionary<string, string> values = new(StringComparer.Ordinal);
    private readonly List<(string Name, string Value)> repeated = [];
    private readonly List<string> rest = [];

    /// <summary>What is not an option, in order.</summary>
    public IReadOnlyList<string> Rest => rest;

    /// <summary>The value of an option, or null when it was not given.</summary>
    public string? Value(string name) => values.GetValueOrDefault(name);

    /// <summary>The values of an option that may be given more than once, in order.</summary>
    public IReadOnlyList<string> All(string name) =>
        [.. repeated.Where(option => option.Name == name).Select(option => option.Value)];

    /// <summary>Whether a flag was given.</summary>
    public bool Has(string flag) => values.ContainsKey(flag);

    /// <summary>
    /// Reads a command line. Throws <see cref="AskedWronglyException"/> on what is unknown, double or incomplete.
    /// </summary>
    /// <param name="command">For messages.</param>
    /// <param name="args">After the command.</param>
    /// <param name="withValue">Options with a value, which is not empty; each once.</param>
    /// <param name="flags">Options without one.</param>
    /// <param name="any">Options with a value of any kind, which may come more than once.</param>
    public static Options Read(
        string command, IReadOnlyList<string> args, string[] withValue, string[] flags, string[]? any = null)
    {
        var options = new Options();
        for (var i = 0; i < args.Count; i++)
        {
            if (!args[i].StartsWith('-') || args[i] == "-")
            {
                options.rest.Add(args[i]);
                continue;
            }

            var (name, value) = Split(args[i]);
            if (flags.Contains(name, StringComparer.Ordinal))
            {
                options.Add(name, value is null ? "" : throw new AskedWronglyException($"{name} takes no value"));
                continue;
            }

            if (any?.Contains(name, StringComparer.Ordinal) == true)
            {
                options.repeated.Add((name, value ?? (i + 1 < args.Count ? args[++i] : NotEmpty(name, null))));
                continue;
            }

            if (!withValue.Contains(name, StringComparer.Ordinal))
            {
                var hint = Nearest.Hint(name, [.. withValue, .. flags, .. any ?? []]);
                throw new AskedWronglyException($"unknown option {name}{hint}; see alerting {command} --help");
            }

            options.Add(name, NotEmpty(name, value ?? (i + 1 < args.Count ? args[++i] : null)));
        }

        return options;
    }

    private static (string Name, string? Value) Split(string arg)
    {
        var at = arg.IndexOf('=', StringComparison.Ordinal);
        return at < 0 ? (arg, null) : (arg[..at], arg[(at + 1)..]);
    }

    private static string NotEmpty(string name, string? value) =>
        string.IsNullOrEmpty(value) || value.StartsWith("--", StringComparison.Ordinal)
            ? throw new AskedWronglyException($"{name} needs a value")
            : value;

    private void Add(string name, string value)
    {
        if (!values.TryAdd(name, value))
        {
            throw new AskedWronglyException($"{name} is given twice");
        }
    }
}
