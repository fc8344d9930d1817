using System.Text.Json;
using System.Text.RegularExpressions;
using Alerting.Handler.Composition;
using Alerting.Testing.Processes;
using Xunit;

namespace Alerting.Stories.Infra;

/// <summary>What the code uses is in the Bicep files, and nothing else is.</summary>
public sealed class InfraRules
{
    private static readonly string[] ReadByTheHostAlone =
        ["APPLICATIONINSIGHTS_AUTHENTICATION_STRING", "APPLICATIONINSIGHTS_CONNECTION_STRING"];

    [Fact]
    public void The_settings_are_those_that_the_handler_or_the_host_reads() => Assert.Equal(
        Settings.InAzure.Concat(ReadByTheHostAlone).Order(StringComparer.Ordinal), InfraFiles.Settings);

    [Theory]
    [InlineData("FUNCTIONS_WORKER_RUNTIME")]
    [InlineData("WEBSITE_")]
    [InlineData("linuxFxVersion")]
    public void What_a_Flex_app_must_not_have_is_nowhere(string name) => Assert.All(
        InfraFiles.All(), file => Assert.DoesNotContain(name, file.Text, StringComparison.OrdinalIgnoreCase));

    [Fact]
    public void The_queues_are_those_that_functions_read() =>
        Assert.Equal(InfraFiles.InBindings("serviceBusTrigger", "queueName"), InfraFiles.Queues);

    [Fact]
    public void Every_connection_of_a_function_has_its_settings()
    {
        foreach (var connection in InfraFiles.InBindings(null, "connection"))
        {
            Assert.Contains(connection + "__fullyQualifiedNamespace", InfraFiles.Settings);
            Assert.Contains(connection + "__credential", InfraFiles.Settings);
            Assert.Contains(connection + "__clientId", InfraFiles.Settings);
        }
    }

    [Fact]
    public void Every_setting_that_a_function_json_names_is_set()
    {
        var named = InfraFiles.Bindings().SelectMany(binding => Regex.Matches(binding.GetRawText(), "%(?<name>[^%]+)%"))
            .Select(match => match.Groups["name"].Value);

        Assert.Empty(named.Except(InfraFiles.Settings));
    }

    [Fact]
    public void The_table_that_is_made_is_the_one_the_handler_is_told()
    {
        var given = Regex.Matches(InfraFiles.Main, "^    tableName: (?<value>.+)$", RegexOptions.Multiline);

        Assert.Equal(["tableName", "tableName"], given.Select(match => match.Groups["value"].Value));
        Assert.Contains("var tableName = 'alerting'\n", InfraFiles.Main, StringComparison.Ordinal);
        Assert.Contains("  name: tableName\n", InfraFiles.Text("modules/storage.bicep"), StringComparison.Ordinal);
        Assert.Contains(
            "  ALERTING_TABLE: tableName\n", InfraFiles.Text("modules/settings.bicep"), StringComparison.Ordinal);
    }

    // Ids of https://learn.microsoft.com/azure/role-based-access-control/built-in-roles.
    [Theory]
    [InlineData("blobDataOwner", "b7e6dc6d-f1e8-4753-8033-0f276bb0955b", "  AzureWebJobsStorage__credential: ")]
    [InlineData("tableDataContributor", "0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3", "  ALERTING_TABLE: ")]
    [InlineData("serviceBusDataSender", "69a216fc-b8fb-44d8-bc22-1f3c2cd27a39", "  ServiceBus__credential: ")]
    [InlineData("serviceBusDataReceiver", "4f6d3b9b-027b-4f4c-9142-0e5a2a2247e0", "  ServiceBus__credential: ")]
    [InlineData("keyVaultSecretsUser", "4633458b-17de-408a-b874-0445c86b69e6", "'@Microsoft.KeyVault(")]
    [InlineData("monitoringMetricsPublisher", "3913510d-42f4-4e42-8a64-420c390055eb", "Authorization=AAD")]
    public void A_role_is_given_for_what_a_setting_points_at(string role, string id, string reason)
    {
        Assert.Equal(id, InfraFiles.Roles[role]);
        Assert.Matches(
            $@"(roleDefinitions', |\[for role in \[[^\]]*\b){role}\b", InfraFiles.Text("modules/roles.bicep"));
        Assert.Contains(reason, InfraFiles.Text("modules/settings.bicep"), StringComparison.Ordinal);
    }

    [Fact]
    public void No_other_role_is_given()
    {
        var given = InfraFiles.All().Sum(file => Regex.Count(file.Text, "'Microsoft.Authorization/roleAssignments@"));

        Assert.Equal(7, InfraFiles.Roles.Count);
        Assert.Equal(6, given);
    }

    // No setting points at a workspace: alerting.yml does.
    [Fact]
    public void Logs_may_be_read_in_our_workspace_and_in_those_that_are_named()
    {
        const string Reader = "73c42c96-874c-492b-b04d-ab87d138a893";

        Assert.Equal(Reader, InfraFiles.Roles["logAnalyticsReader"]);
        Assert.Contains(
            $"var logAnalyticsReader = '{Reader}'\n", InfraFiles.Text("modules/logreader.bicep"), StringComparison.Ordinal);
        Assert.Contains("[for id in logWorkspaces: {\n", InfraFiles.Main, StringComparison.Ordinal);
        Assert.Contains("param logWorkspaces string[] = []\n", InfraFiles.Main, StringComparison.Ordinal);
    }

    [Fact]
    public void The_app_is_made_after_its_roles() =>
        Assert.Matches(
            @"module functionApp [^\n]*\n(  .*\n)*?  dependsOn: \[roles\]\n\}", InfraFiles.Main);

    [Theory]
    [InlineData("main.dev.bicepparam", "alwaysReadyHttp", "0")]
    [InlineData("main.prod.bicepparam", "alwaysReadyHttp", "1")]
    [InlineData("main.prod.bicepparam", "keyAccess", "false")]
    [InlineData("main.prod.bicepparam", "purgeProtection", "true")]
    public void Production_is_kept_ready_and_takes_no_keys(string file, string parameter, string value) =>
        Assert.Equal(value, InfraFiles.Value(file, parameter));

    [Fact]
    public void The_webhook_address_that_is_printed_is_the_door()
    {
        using var host = JsonDocument.Parse(File.ReadAllText(Path.Combine(ScriptRoot.Folder, "host.json")));
        var prefix = host.RootElement.GetProperty("extensions").GetProperty("http").GetProperty("routePrefix");
        var printed = Regex.Match(
            InfraFiles.Main, @"^output webhookUrl string = '\$\{.*\}/(?<path>.*)'$", RegexOptions.Multiline);

        var routes = InfraFiles.InBindings("httpTrigger", "route").Select(route => $"{prefix}/{route}");
        Assert.Contains(printed.Groups["path"].Value, routes);
    }

    [Fact]
    public void What_the_readme_asks_of_the_template_is_there()
    {
        var readme = InfraFiles.Text("README.md");
        var outputs = Regex.Matches(readme, @"\$\(output (?<name>\w+)\)").Select(match => match.Groups["name"].Value);
        var secrets = Regex.Matches(readme, "^secret (?<name>[a-z-]+)", RegexOptions.Multiline)
            .Select(match => match.Groups["name"].Value).Except(["alerting-secret-slack-hook"]).Distinct().ToArray();

        Assert.All(
            outputs, name => Assert.Contains($"\noutput {name} string", InfraFiles.Main, StringComparison.Ordinal));
        Assert.All(secrets, name => Assert.Contains(
            $"secrets/{name}/", InfraFiles.Text("modules/settings.bicep"), StringComparison.Ordinal));
        Assert.NotEmpty(outputs);
        Assert.NotEmpty(secrets);
    }
}
