using Alerting.Adapters.Channels.Prefect;
using Xunit;

namespace Alerting.Adapters.Tests.Channels.Prefect;

public sealed class Uuid5Tests
{
    // RFC 9562, appendix A.4.
    [Fact]
    public void A_name_has_the_UUID_that_the_standard_gives_it() => Assert.Equal(
        Guid.Parse("2ed6657d-e927-568b-95e1-2665a8aea6a2"),
        Uuid5.Of(Guid.Parse("6ba7b810-9dad-11d1-80b4-00c04fd430c8"), "www.example.com"));
}
