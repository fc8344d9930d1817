namespace Alerting.Core.Logs.Said.Stacks;

/// <summary>A frame of a stack trace.</summary>
/// <param name="Lines">How many lines it takes, at least one.</param>
/// <param name="Library">Whose it is; null: the user's own.</param>
/// <param name="Name">File and function, without lines; empty when it does not say.</param>
internal readonly record struct StackFrame(int Lines, string? Library, string Name)
{
    private static readonly string[] JavaLibraries =
    [
        "java", "javax", "jdk", "sun", "com.sun", "scala", "kotlin", "kotlinx", "groovy", "org.apache.spark",
        "org.apache.hadoop", "org.apache.flink", "org.apache.kafka", "org.apache.hive", "org.apache.http",
        "org.apache.beam",
        "org.springframework", "org.hibernate", "org.eclipse", "org.jetbrains", "org.junit", "org.postgresql",
        "com.mysql",
        "com.google", "com.fasterxml", "com.zaxxer", "com.amazonaws", "com.azure", "io.netty", "io.grpc", "reactor",
        "akka",
        "okhttp3", "net.snowflake", "oracle.jdbc", "py4j", "software.amazon", "org.codehaus", "org.slf4j",
    ];

    private static readonly string[] RustStarts =
        ["std::", "core::", "alloc::", "rust_", "<alloc", "<core", "<std", "_start"];

    /// <summary>The frame that begins there; null where none does.</summary>
    public static StackFrame? At(StackKind kind, IReadOnlyList<string> lines, int at) => kind switch
    {
        StackKind.Python or StackKind.PythonGroup => Python(lines, at),
        StackKind.Java => Framed(lines[at]) is { } text ? Java(text) : null,
        StackKind.DotNet => Framed(lines[at]) is { } text ? DotNet(text) : null,
        StackKind.Node => Framed(lines[at]) is { } text ? Node(text) : null,
        StackKind.Go => Go(lines, at),
        StackKind.Rust => Rust(lines, at),
        StackKind.Native => Native(lines[at]),
        _ => null,
    };

    private static string? Framed(string line) =>
        line.TrimStart() is var text && text.Length < line.Length && text.StartsWith("at ", StringComparison.Ordinal)
            ? text[3..]
            : null;

    private static StackFrame? Python(IReadOnlyList<string> lines, int at)
    {
        var text = Bare(lines[at]);
        if (!text.StartsWith("File \"", StringComparison.Ordinal) || text.IndexOf('"', 6) is not (> 0 and var end))
        {
            return null;
        }

        var path = text[6..end].Replace('\\', '/');
        var function = text.LastIndexOf(", in ", StringComparison.Ordinal) is > 0 and var named ? text[(named + 5)..]
            : "";
        var depth = Depth(lines[at]);
        var count = 1;
        while (at + count < lines.Count && count < 8 && Depth(lines[at + count]) > depth)
        {
            count++;
        }

        return new(count, PythonLibrary(path), $"{path[(path.LastIndexOf('/') + 1)..]}:{function}");
    }

    private static string Bare(string line) => line.TrimStart(' ', '|', '+');

    private static int Depth(string line) => line.Length - Bare(line).Length;

    private static string? PythonLibrary(string path) =>
        After(path, "site-packages/") ?? After(path, "dist-packages/")
        ?? (path.Contains("/lib/python3", StringComparison.OrdinalIgnoreCase)
            || path.StartsWith("<frozen", StringComparison.Ordinal)
            ? "python"
            : null);

    private static string? After(string path, string folder)
    {
        var at = path.LastIndexOf(folder, StringComparison.Ordinal);
        if (at < 0)
        {
            return null;
        }

        var rest = path[(at + folder.Length)..];
        var end = rest.IndexOf('/', rest.StartsWith('@') ? Math.Max(0, rest.IndexOf('/', StringComparison.Ordinal))
            + 1 : 0);
        var name = end < 0 ? rest : rest[..end];
        return name.EndsWith(".py", StringComparison.Ordinal) ? name[..^3] : name;
    }

    private static StackFrame Java(string text)
    {
        var open = text.LastIndexOf('(');
        var name = open > 0 ? text[..open] : text;
        name = name[(name.LastIndexOf('/') + 1)..];
        foreach (var library in JavaLibraries)
        {
            if (name.Length > library.Length && name[library.Length] == '.'
                && name.StartsWith(library, StringComparison.Ordinal))
            {
                return new(1, library, name);
            }
        }

        return new(1, null, WithoutDigits(name));
    }

    // Names of lambdas and generated classes differ from one start to the next.
    private static string WithoutDigits(string name) => string.Concat(name.Where(c => !char.IsAsciiDigit(c)));

    private static StackFrame DotNet(string text)
    {
        var open = text.IndexOf('(', StringComparison.Ordinal);
        var name = open > 0 ? text[..open] : text;
        return new(
            1,
            name.StartsWith("System.", StringComparison.Ordinal) ? "System"
                : name.StartsWith("Microsoft.", StringComparison.Ordinal) ? "Microsoft" : null,
            WithoutDigits(name));
    }

    private static StackFrame Node(string text)
    {
        var open = text.IndexOf('(', StringComparison.Ordinal);
        var place = (open > 0 ? text[(open + 1)..].TrimEnd(')') : text).Replace('\\', '/');
        var library = After(place, "node_modules/")
            ?? (place.StartsWith("node:", StringComparison.Ordinal)
                || place.StartsWith("internal/", StringComparison.Ordinal)
                || place is "<anonymous>" ? "node" : null);
        var file = place[(place.LastIndexOf('/') + 1)..].Split(':')[0];
        return new(1, library, open > 0 ? $"{file}:{text[..open].Trim()}" : file);
    }

    private static StackFrame? Go(IReadOnlyList<string> lines, int at)
    {
        var line = lines[at];
        var next = at + 1 < lines.Count ? lines[at + 1] : "";
        if (line is "" or [' ', ..] or ['[', ..] || next is not [' ', ..]
            || !next.Contains(".go:", StringComparison.Ordinal))
        {
            return null;
        }

        var name = line.StartsWith("created by ", StringComparison.Ordinal)
            ? line["created by ".Length..].Split(' ')[0] : line;
        var open = name.LastIndexOf('(');
        name = open > 0 ? name[..open] : name;
        var module = next.IndexOf("/pkg/mod/", StringComparison.Ordinal) is >= 0 and var mod
            ? next[(mod + "/pkg/mod/".Length)..].Split('@')[0]
            : null;
        var isOwn = module is null && !next.Contains("/go/src/", StringComparison.Ordinal)
            && !name.StartsWith("runtime.", StringComparison.Ordinal) && name is not "panic";
        return new(2, isOwn ? null : module ?? "go", name);
    }

    private static StackFrame? Rust(IReadOnlyList<string> lines, int at)
    {
        var text = lines[at].TrimStart();
        var colon = text.IndexOf(": ", StringComparison.Ordinal);
        if (colon is not (> 0 and < 6) || !char.IsAsciiDigit(text[0]))
        {
            return null;
        }

        var name = text[(colon + 2)..];
        var place = at + 1 < lines.Count && lines[at + 1].TrimStart() is var next
            && next.StartsWith("at ", StringComparison.Ordinal) ? next : "";
        var isRust = place.Contains("/rustc/", StringComparison.Ordinal) || name is ['_', '_', ..]
            || RustStarts.Any(start => name.StartsWith(start, StringComparison.Ordinal));
        var library = isRust ? "rust" : place.Contains(".cargo/registry", StringComparison.Ordinal) ? "crates" : null;
        return new(place.Length > 0 ? 2 : 1, library, name);
    }

    private static StackFrame? Native(string line)
    {
        var text = line.TrimStart();
        if (!text.StartsWith("frame #", StringComparison.Ordinal) && text is not ['#', >= '0' and <= '9', ..])
        {
            return null;
        }

        var so = text.IndexOf(".so", StringComparison.Ordinal);
        var slash = so > 0 ? text.LastIndexOf('/', so) : -1;
        var inside = text.IndexOf(" in ", StringComparison.Ordinal) is > 0 and var named
            ? text[(named + 4)..].Split(' ', '(')[0] : "";
        return slash > 0 ? new(1, text[(slash + 1)..so], inside) : new(1, null, inside);
    }
}
