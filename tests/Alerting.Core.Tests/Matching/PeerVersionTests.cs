using Alerting.Testing;
using Xunit;

namespace Alerting.Core.Tests.Matching;

public sealed class PeerVersionTests
{
    [Theory]
    [InlineData("amtool, version 0.25.0 (branch: debian/sid, revision: 0.25.0-1+b4)\n  go: 1.19", "0.25.0")]
    [InlineData("amtool, version 0.34.1", "0.34.1")]
    [InlineData("something else", "something else")]
    public void The_number_is_read_out_of_what_amtool_says(string said, string version) =>
        Assert.Equal(version, PeerVersion.Read(said));

    [Theory]
    [InlineData("0.25.0", true)]
    [InlineData("0.25.1", true)]
    [InlineData("0.25", true)]
    [InlineData("0.24.9", false)]
    [InlineData("0.26.0", false)]
    [InlineData("0.251.0", false)]
    [InlineData("", false)]
    public void Only_the_release_that_is_known_counts(string installed, bool known) =>
        Assert.Equal(known, PeerVersion.IsOf("0.25", installed));
}
