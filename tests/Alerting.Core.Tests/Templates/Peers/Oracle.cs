using System.Diagnostics;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Alerting.Testing.Azure;
using Xunit;

namespace Alerting.Core.Tests.Templates.Peers;

/// <summary>
/// Alertmanager 0.25's own package of templates, as a process that answers a line of JSON for each line: it renders as
/// notifications are rendered, and says why something fails. Where it cannot be built the test is skipped.
/// </summary>
internal sealed class Oracle : IDisposable
{
    private const string Go = "/usr/lib/go-1.19/bin/go";
    private const string Sources = "/usr/share/gocode";

    private static readonly JsonSerializerOptions AsItStands = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly string folder = Directory.CreateTempSubdirectory("alerting-oracle-").FullName;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private string Program => Path.Combine(folder, "oracle");

    public static async Task<Oracle> Build()
    {
        var source = Path.GetFullPath("../shared/peers/oracle.go", NpmPeers.Repository);
        Assert.SkipUnless(File.Exists(source), $"no {source}");
        Assert.SkipUnless(File.Exists(Go) && Directory.Exists(Sources), $"no {Go}, or no packages in {Sources}");
        var oracle = new Oracle();
        var start = new ProcessStartInfo(Go, ["build", "-o", oracle.Program, source])
        {
            RedirectStandardError = true,
            Environment = { ["GO111MODULE"] = "off", ["GOPATH"] = Sources, ["GOFLAGS"] = "" },
        };
        using var build = Process.Start(start)!;
        var errors = await build.StandardError.ReadToEndAsync(Stop);
        await build.WaitForExitAsync(Stop);
        Assert.True(build.ExitCode == 0, errors);
        return oracle;
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    /// <summary>What each template renders to.</summary>
    public async Task<Rendering[]> Render(bool isHtml, IReadOnlyList<(string Data, string Template)> asked)
    {
        using var process = Process.Start(new ProcessStartInfo(Program)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            StandardInputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
            StandardOutputEncoding = Encoding.UTF8,
        })!;
        var answers = Answers(process.StandardOutput, asked.Count);
        foreach (var (data, template) in asked)
        {
            var line = new JsonObject
            {
                ["op"] = "tmpl",
                ["text"] = template,
                ["html"] = isHtml,
                ["data"] = JsonNode.Parse(data),
            };
            await process.StandardInput.WriteLineAsync(line.ToJsonString(AsItStands).AsMemory(), Stop);
        }

        process.StandardInput.Close();
        var all = await answers;
        await process.WaitForExitAsync(Stop);
        return all;
    }

    private static async Task<Rendering[]> Answers(StreamReader output, int count)
    {
        var all = new Rendering[count];
        for (var n = 0; n < count; n++)
        {
            var line = await output.ReadLineAsync(Stop) ?? throw new InvalidDataException($"{n} of {count} answers");
            var answer = JsonNode.Parse(line)!;
            all[n] = (string?)answer["error"] is { } problem ? new(null, problem) : new((string)answer["out"]!, "");
        }

        return all;
    }
}
