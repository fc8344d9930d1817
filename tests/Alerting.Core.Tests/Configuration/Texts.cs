using Alerting.Core.Configuration;

namespace Alerting.Core.Tests.Configuration;

/// <summary>Files of one receiver.</summary>
internal static class Texts
{
    /// <summary>One receiver with one element of a type.</summary>
    public static string Of(string type, string element, string global = "{}") =>
        $"global: {global}\nroute: {{receiver: a}}\nreceivers:\n- name: a\n  {type}_configs: [{element}]\n";

    public static ConfigurationResult Read(string text) => ConfigurationReader.Read(new("am.yml", text), null);

    public static IEnumerable<string> Errors(string text) => Read(text).Errors.Select(error => error.Message);
}
