using Alerting.Testing;
using Alerting.Testing.Clients;
using Xunit;

namespace Alerting.Stories.Clients.Wrapper;

/// <summary>The wrapper is plain POSIX shell.</summary>
public sealed class WrapperFileRules
{
    [Fact]
    public async Task Its_shell_is_clean()
    {
        await using var check = ClientProcess.Start(
            Peer.Find("shellcheck"), ["--shell=sh", "--enable=quote-safe-variables", ClientFiles.Wrapper], []);

        Assert.Equal((0, ""), (await check.End(), check.OutputText));
    }

    [Fact]
    public void It_can_be_run_as_it_lies_there() => Assert.True(
        OperatingSystem.IsWindows() || File.GetUnixFileMode(ClientFiles.Wrapper).HasFlag(UnixFileMode.OtherExecute));
}
