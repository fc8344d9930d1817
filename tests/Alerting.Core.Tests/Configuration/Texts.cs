using Alerting.Core.Configuration;
using Alerting.Core.Configuration.Integrations;
using Xunit;

namespace Alerting.Core.Tests.Configuration;

/// <summary>Files of one receiver.</summary>
internal static class Texts
{
    /// <summary>One receiver with one element of a type.</summary>
    public static string Of(string type, string element, string global = "{}") =>
        $"global: {global}\nroute: {{receiver: a}}\nreceivers:\n- name: a\n  {type}_configs: [{element}]\n";

    public static ConfigurationResult Read(string text) => ConfigurationReader.Read(new("am.yml", text), null);

    /// <summary>The one integration that an element becomes; fails where it does not load.</summary>
    public static Integration One(string type, string element, string global = "{}")
    {
        var read = Read(Of(type, element, global));
        Assert.Empty(read.Errors);
        return Assert.Single(read.Configuration!.Receivers[0].Integrations);
    }

    public static IEnumerable<string> Errors(string text) => Read(text).Errors.Select(error => error.Message);
}
