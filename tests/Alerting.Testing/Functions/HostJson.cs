using System.Globalization;
using System.Text.Json;

namespace Alerting.Testing.Functions;

/// <summary>What <c>host.json</c> and the settings named <c>AzureFunctionsJobHost__…</c> say.</summary>
internal sealed class HostJson
{
    private readonly JsonElement root;
    private readonly AppSettings settings;
    private readonly string folder;

    private HostJson(JsonElement root, AppSettings settings, string folder) =>
        (this.root, this.settings, this.folder) = (root, settings, folder);

    /// <summary>Relative to the script root when it is there, else a command on the <c>PATH</c>.</summary>
    public string Executable
    {
        get
        {
            var named = settings.Expand(Text("customHandler", "description", "defaultExecutablePath") ?? "");
            var path = Path.Combine(folder, named);
            return File.Exists(path) ? path : File.Exists(path + ".exe") ? path + ".exe" : named;
        }
    }

    /// <summary>Joined by blanks without any quoting.</summary>
    public string Arguments
    {
        get
        {
            var list = Find("customHandler", "description", "arguments");
            return list is { ValueKind: JsonValueKind.Array }
                ? string.Join(' ', list.Value.EnumerateArray().Select(item => settings.Expand(item.GetString() ?? "")))
                : "";
        }
    }

    public string WorkingDirectory =>
        Path.Combine(folder, Text("customHandler", "description", "workingDirectory") ?? "");

    public bool IsForwarding => IsTrue("customHandler", "enableForwardingHttpRequest");

    public string RoutePrefix => (Text("extensions", "http", "routePrefix") ?? "api").Trim('/');

    public TimeSpan InitializationTimeout => Span(TimeSpan.FromSeconds(30), "customHandler", "initializationTimeout");

    /// <summary>Null: none.</summary>
    public TimeSpan? FunctionTimeout =>
        Text("functionTimeout") == "-1" ? null : Span(TimeSpan.FromMinutes(30), "functionTimeout");

    /// <summary>Concurrent calls of one queue function; never more than 32 here.</summary>
    public int ConcurrentCalls => Math.Min(32, Text("extensions", "serviceBus", "maxConcurrentCalls") is { } calls
        ? int.Parse(calls, CultureInfo.InvariantCulture)
        : 16 * Environment.ProcessorCount);

    public TimeSpan LockRenewal =>
        Span(TimeSpan.FromMinutes(5), "extensions", "serviceBus", "maxAutoLockRenewalDuration");

    /// <summary>Whether the triggers that no host has built in are loaded.</summary>
    public bool HasBundle => Text("extensionBundle", "id") is not null;

    /// <summary>Reads the file. Throws what the host does not start with.</summary>
    public static HostJson Read(string folder, AppSettings settings)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "host.json")));
        var host = new HostJson(document.RootElement.Clone(), settings, folder);
        var fault = host.Text("version") != "2.0" ? "version is not 2.0"
            : host.Find("customHandler", "description") is null ? "customHandler has no description"
            : host.Executable.Length == 0 ? "defaultExecutablePath is empty"
            : host.Find("customHandler", "http", "routes") is not null ? "http.routes excludes every function.json"
            : host.IsTrue("customHandler", "enableProxyingHttpRequest") ? "proxying is not stood in for"
            : host.Text("extensions", "serviceBus", "autoCompleteMessages") == "false"
                ? "without autoCompleteMessages nobody completes"
            : null;
        return fault is null ? host : throw new InvalidDataException("host.json: " + fault);
    }

    private bool IsTrue(params string[] path) =>
        "true".Equals(Text(path), StringComparison.OrdinalIgnoreCase);

    private TimeSpan Span(TimeSpan otherwise, params string[] path) =>
        Text(path) is { } text ? TimeSpan.Parse(text, CultureInfo.InvariantCulture) : otherwise;

    private string? Text(params string[] path) =>
        settings.Find("AzureFunctionsJobHost__" + string.Join("__", path)) ?? Find(path) switch
        {
            { ValueKind: JsonValueKind.String } text => text.GetString(),
            { ValueKind: JsonValueKind.True } => "true",
            { ValueKind: JsonValueKind.False } => "false",
            { } other => other.GetRawText(),
            null => null,
        };

    private JsonElement? Find(params string[] path)
    {
        var at = root;
        foreach (var name in path)
        {
            if (at.ValueKind != JsonValueKind.Object || !at.TryGetProperty(name, out at))
            {
                return null;
            }
        }

        return at;
    }
}
