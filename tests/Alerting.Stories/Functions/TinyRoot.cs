using System.Runtime.Versioning;
using Alerting.Testing.Azure;
using Alerting.Testing.Functions;
using Alerting.Testing.Processes;

namespace Alerting.Stories.Functions;

/// <summary>A script root that a test writes itself; gone with it.</summary>
internal sealed class TinyRoot : IDisposable
{
    private readonly ProcessFolder folder = new();

    public TinyRoot() => Write("host.json", """
        {
          "version": "2.0", "functionTimeout": "00:10:00", "extensionBundle": { "id": "bundle" },
          "customHandler": { "description": { "defaultExecutablePath": "run" }, "enableForwardingHttpRequest": true }
        }
        """);

    public string Path => folder.Path;

    public TinyRoot Http(string name, string route, string methods = "", string level = "anonymous") => Write(
        name + "/function.json", $$"""
        {"bindings":[{"type":"httpTrigger","direction":"in","name":"req","authLevel":"{{level}}",
        "methods":[{{methods}}],"route":"{{route}}"},{"type":"http","direction":"out","name":"res"}]}
        """);

    public TinyRoot Queue(string name, string queue, string dataType = "binary") => Write(
        name + "/function.json", $$"""
        {"bindings":[{"type":"serviceBusTrigger","direction":"in","name":"message","queueName":"{{queue}}",
        "connection":"ServiceBus","dataType":"{{dataType}}"}]}
        """);

    public TinyRoot Timer(string name, string schedule) => Write(
        name + "/function.json", $$"""
        {"bindings":[{"type":"timerTrigger","direction":"in","name":"timer","schedule":"{{schedule}}"}]}
        """);

    public TinyRoot Write(string path, string text)
    {
        var file = System.IO.Path.Combine(Path, path);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
        return this;
    }

    /// <summary>A shell script as the executable.</summary>
    [UnsupportedOSPlatform("windows")]
    public TinyRoot Script(string text)
    {
        Write("run", "#!/bin/sh\n" + text);
        File.SetUnixFileMode(System.IO.Path.Combine(Path, "run"),
            UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return this;
    }

    /// <summary>Runs it with a handler of this process.</summary>
    public FunctionsHostOptions With(
        TinyHandler handler, ServiceBusServer? bus = null, params (string Name, string Value)[] settings) => new()
        {
            Folder = Path,
            Handler = handler.Answer,
            Bus = bus,
            Settings = settings.Append(("ServiceBus", bus?.ConnectionString ?? "none"))
                .ToDictionary(pair => pair.Item1, pair => pair.Item2),
        };

    public void Dispose() => folder.Dispose();
}
