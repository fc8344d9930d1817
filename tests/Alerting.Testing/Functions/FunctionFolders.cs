using System.Text.Json;
using System.Text.RegularExpressions;

namespace Alerting.Testing.Functions;

/// <summary>
/// Finds functions as the host does: the folders right under the script root, and no deeper. What is wrong with one is
/// a problem and leaves the others.
/// </summary>
internal sealed partial class FunctionFolders(AppSettings settings, HostJson host, Action<string> problem)
{
    public IReadOnlyList<FunctionDefinition> Read(string folder)
    {
        var found = new List<FunctionDefinition>();
        foreach (var path in Directory.GetDirectories(folder).Order(StringComparer.Ordinal))
        {
            if (File.Exists(Path.Combine(path, "function.json")) && TryRead(path) is { } function)
            {
                Add(found, function);
            }
        }

        return found;
    }

    private void Add(List<FunctionDefinition> found, FunctionDefinition function)
    {
        if (found.Find(other => IsSameRoute(other.Trigger, function.Trigger)) is { } taken)
        {
            problem($"{function.Name}: its route is that of {taken.Name}");
            return;
        }

        found.Add(function);
    }

    private static bool IsSameRoute(FunctionTrigger one, FunctionTrigger other) =>
        one is FunctionTrigger.Http a && other is FunctionTrigger.Http b
        && a.Route.Equals(b.Route, StringComparison.OrdinalIgnoreCase)
        && (a.Methods.Count == 0 || b.Methods.Count == 0 || a.Methods.Intersect(b.Methods).Any());

    private FunctionDefinition? TryRead(string path)
    {
        var name = Path.GetFileName(path);
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllText(Path.Combine(path, "function.json")));
            return Read(name, path, document.RootElement);
        }
        catch (Exception fault) when (fault is JsonException or InvalidDataException or InvalidOperationException)
        {
            problem($"{name}: {fault.Message}");
            return null;
        }
    }

    private FunctionDefinition Read(string name, string path, JsonElement json)
    {
        Require(FunctionName().IsMatch(name) && !name.Equals("host", StringComparison.OrdinalIgnoreCase),
            "the name is not one of a function");
        Require(Text(json, "scriptFile") is not { } script || File.Exists(Path.Combine(path, script)),
            "the scriptFile is not there");
        var bindings = json.TryGetProperty("bindings", out var list) ? list.EnumerateArray().ToArray() : [];
        Require(bindings.All(binding => BindingName().IsMatch(Text(binding, "name") ?? "")),
            "a binding has no proper name");
        Require(bindings.DistinctBy(binding => Text(binding, "name"), StringComparer.OrdinalIgnoreCase).Count()
            == bindings.Length, "two bindings have one name");
        var triggers = bindings.Where(binding => IsType(binding, "Trigger")).ToArray();
        Require(triggers.Length == 1, $"{triggers.Length} triggers instead of one");
        var outputs = bindings.Where(binding => Text(binding, "direction") == "out").ToArray();
        Require(bindings.Length == outputs.Length + 1, "a binding is neither the trigger nor goes out");
        Require(outputs.All(binding => Text(binding, "type") == "http"), "only http out is stood in for");
        var isHttp = IsType(triggers[0], "httpTrigger") && outputs.Length == 1;
        return new(name, Trigger(name, triggers[0]), isHttp && host.IsForwarding, IsDisabled(name, json));
    }

    private bool IsDisabled(string name, JsonElement json) =>
        IsTrue(json, "disabled") || settings.IsOn($"AzureWebJobs.{name}.Disabled");

    private FunctionTrigger Trigger(string name, JsonElement json) => Text(json, "type") switch
    {
        "httpTrigger" => Http(name, json),
        "timerTrigger" => new FunctionTrigger.Timer(
            Text(json, "name")!,
            TimerSchedule.Parse(Resolved(json, "schedule")),
            IsTrue(json, "runOnStartup"),
            !json.TryGetProperty("useMonitor", out var monitor) || monitor.GetBoolean()),
        "serviceBusTrigger" => Queue(name, json),
        var other => throw new InvalidDataException($"the trigger {other} is not stood in for"),
    };

    private FunctionTrigger.Http Http(string name, JsonElement json)
    {
        var route = settings.Resolve(Text(json, "route") ?? name).Trim('/');
        Require(!route.StartsWith("admin", StringComparison.OrdinalIgnoreCase)
            && !route.StartsWith("runtime", StringComparison.OrdinalIgnoreCase), "the route is the host's own");
        var methods = json.TryGetProperty("methods", out var list)
            ? list.EnumerateArray().Select(method => method.GetString()!.ToUpperInvariant()).ToArray()
            : [];
        var level = (Text(json, "authLevel") ?? "function").ToLowerInvariant();
        Require(level is "anonymous" or "function" or "admin", $"the authLevel {level} is none");
        return new(Text(json, "name")!, route, methods, level);
    }

    private FunctionTrigger.Queue Queue(string name, JsonElement json)
    {
        Require(host.HasBundle, "serviceBusTrigger is not registered: host.json names no extension bundle");
        Require(Text(json, "queueName") is not null, "no queueName; topics are not stood in for");
        Require(Text(json, "cardinality") is null or "one", "batches are not stood in for");
        Require(!IsTrue(json, "isSessionsEnabled"), "sessions are not stood in for");
        var connection = Text(json, "connection") ?? "AzureWebJobsServiceBus";
        Require(
            settings.IsOn($"AzureWebJobs.{name}.Disabled") || settings.HasConnection(connection),
            $"no setting is the connection '{connection}'");
        return new(Text(json, "name")!, Resolved(json, "queueName"), Text(json, "dataType") == "binary");
    }

    private string Resolved(JsonElement json, string name) =>
        settings.Resolve(Text(json, name) ?? throw new InvalidDataException($"no {name}"));

    private static string? Text(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) ? value.GetString() : null;

    private static bool IsTrue(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.GetBoolean();

    private static bool IsType(JsonElement binding, string end) =>
        (Text(binding, "type") ?? "").EndsWith(end, StringComparison.OrdinalIgnoreCase);

    private static void Require(bool holds, string otherwise)
    {
        if (!holds)
        {
            throw new InvalidDataException(otherwise);
        }
    }

    [GeneratedRegex("^[A-Za-z][A-Za-z0-9_-]{0,127}$")]
    private static partial Regex FunctionName();

    [GeneratedRegex(@"^([A-Za-z][A-Za-z0-9]*|\$return)$")]
    private static partial Regex BindingName();
}
