using System.Text.Json;
using Alerting.Testing.Processes;
using Xunit;

namespace Alerting.Stories;

public sealed class ScriptRootStories
{
    [Fact]
    public void The_host_finds_an_executable_where_host_json_names_it()
    {
        using var host = Read("host.json");
        var handler = host.RootElement.GetProperty("customHandler");
        var path = Path.Combine(
            ScriptRoot.Folder, handler.GetProperty("description").GetProperty("defaultExecutablePath").GetString()!);

        Assert.Equal("2.0", host.RootElement.GetProperty("version").GetString());
        Assert.True(handler.GetProperty("enableForwardingHttpRequest").GetBoolean());
        Assert.True(File.Exists(path), path);
        Assert.True(
            OperatingSystem.IsWindows() || File.GetUnixFileMode(path).HasFlag(UnixFileMode.UserExecute), path);
    }

    [Theory]
    [InlineData("ReceiveAlertmanager", "alertmanager")]
    [InlineData("ReceiveJob", "jobs/{*path}")]
    [InlineData("ReceiveEvent", "events/{*path}")]
    [InlineData("Api", "{*path}")]
    public void A_function_takes_http_in_and_http_out_so_that_requests_are_forwarded_as_they_are(
        string function, string route)
    {
        using var json = Read(Path.Combine(function, "function.json"));
        var bindings = json.RootElement.GetProperty("bindings").EnumerateArray().ToArray();

        Assert.Equal(["httpTrigger", "http"], bindings.Select(binding => binding.GetProperty("type").GetString()));
        Assert.Equal(["in", "out"], bindings.Select(binding => binding.GetProperty("direction").GetString()));
        Assert.Equal(route, bindings[0].GetProperty("route").GetString());
    }

    [Fact]
    public void Every_folder_with_a_function_json_is_known_here()
    {
        var functions = Directory.GetFiles(ScriptRoot.Folder, "function.json", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(ScriptRoot.Folder, Path.GetDirectoryName(file)!));

        Assert.Equal(
            [
                "Api", "CheckDue", "ReceiveAlertmanager", "ReceiveEvent", "ReceiveJob", "SendEmail", "SendOther",
                "SendPagerduty", "SendPrefect", "SendSlack", "SendWandb", "SendWebhook", "WakeGroup",
            ],
            functions.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void No_settings_file_lies_beside_the_executable() =>
        Assert.Empty(Directory.GetFiles(ScriptRoot.Folder, "appsettings*.json"));

    private static JsonDocument Read(string path) =>
        JsonDocument.Parse(File.ReadAllText(Path.Combine(ScriptRoot.Folder, path)));
}
