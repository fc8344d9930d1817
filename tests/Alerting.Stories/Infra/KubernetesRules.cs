using System.Net.Http.Headers;
using System.Text.RegularExpressions;
using Alerting.Handler.Composition;
using Alerting.Stories.Cli;
using Alerting.Stories.Doors;
using Xunit;
using YamlDotNet.RepresentationModel;

namespace Alerting.Stories.Infra;

/// <summary>What every manifest must say, and what they must agree on with the image and the code.</summary>
public sealed class KubernetesRules
{
    private static readonly YamlNode Deployment = Manifests.Of("base/deployment.yaml");
    private static readonly YamlNode Base = Manifests.Of("base/kustomization.yaml");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static TheoryData<string> Pods =>
        [.. Manifests.Files.Where(file => Manifests.Of(file).Pod() is not null)];

    public static TheoryData<string> Kustomizations =>
        [.. Manifests.Files.Where(file => file.EndsWith("kustomization.yaml", StringComparison.Ordinal))];

    [Fact]
    public void Every_manifest_says_what_it_is() => Assert.All(Manifests.Files, file =>
    {
        var manifest = Manifests.Of(file);
        Assert.NotNull(manifest.Text("apiVersion"));
        Assert.NotNull(manifest.Text("kind"));
        Assert.True(manifest.Text("kind") == "Kustomization" || manifest.Text("metadata.name") is not null, file);
    });

    [Theory]
    [MemberData(nameof(Kustomizations))]
    public void A_kustomization_names_all_that_lies_beside_it_and_nothing_else(string file)
    {
        var folder = Path.Combine(Manifests.Folder, Path.GetDirectoryName(file)!);
        var resources = Manifests.Of(file).Texts("resources");

        Assert.All(resources, name => Assert.True(Path.Exists(Path.Combine(folder, name)), name));
        Assert.Equal(
            Directory.GetFiles(folder, "*.yaml").Select(Path.GetFileName).Except(["kustomization.yaml"]).Order(),
            resources.Where(name => name.EndsWith(".yaml", StringComparison.Ordinal)).Order());
    }

    [Fact]
    public void One_process_at_a_time_owns_the_data()
    {
        var claim = Manifests.Of("base/persistentvolumeclaim.yaml");
        var volume = Deployment.Pod()!.List("volumes").Single(one => one.Text("name") == "data");
        var mount = Deployment.Container().List("volumeMounts").Single(one => one.Text("name") == "data");

        Assert.Equal(("1", "Recreate"), (Deployment.Text("spec.replicas"), Deployment.Text("spec.strategy.type")));
        Assert.Equal(["ReadWriteOnce"], claim.Texts("spec.accessModes"));
        Assert.Equal(claim.Text("metadata.name"), volume.Text("persistentVolumeClaim.claimName"));
        Assert.Equal(ImageFile.Variables[Settings.Data], mount.Text("mountPath"));
    }

    [Theory]
    [MemberData(nameof(Pods))]
    public void A_pod_may_do_nothing_that_OpenShift_forbids(string file)
    {
        var pod = Manifests.Of(file).Pod()!;

        Assert.Equal("true", pod.Text("securityContext.runAsNonRoot"));
        Assert.Equal("RuntimeDefault", pod.Text("securityContext.seccompProfile.type"));
        Assert.Equal("false", pod.Text("automountServiceAccountToken"));
        Assert.Null(pod.At("securityContext.runAsUser"));
        Assert.Null(pod.At("securityContext.fsGroup"));
        Assert.NotNull(pod.Text("terminationGracePeriodSeconds"));
        Assert.All([.. pod.List("containers"), .. pod.List("initContainers")], ContainerMayNothing);
    }

    private static void ContainerMayNothing(YamlNode container)
    {
        Assert.Equal("false", container.Text("securityContext.allowPrivilegeEscalation"));
        Assert.Equal("true", container.Text("securityContext.readOnlyRootFilesystem"));
        Assert.Equal(["ALL"], container.Texts("securityContext.capabilities.drop"));
        Assert.Null(container.At("securityContext.runAsUser"));
        Assert.NotNull(container.Text("resources.requests.cpu"));
        Assert.NotNull(container.Text("resources.limits.memory"));
    }

    [Fact]
    public void Every_variable_is_a_setting()
    {
        var names = Deployment.Variables().Keys;

        Assert.Contains(Settings.Token, names);
        Assert.All(names, name => Assert.True(
            name.StartsWith(Settings.SecretPrefix, StringComparison.Ordinal)
                || Settings.InAzure.Concat(Settings.Elsewhere).Contains(name), name));
    }

    [Fact]
    public void A_secret_is_only_ever_referred_to()
    {
        var example = Manifests.Of("secret.example.yaml");
        var known = ((YamlMappingNode)example.At("stringData")!).Children;
        var named = Deployment.Variables().Values.Where(one => one.At("valueFrom.secretKeyRef") is not null).ToArray();

        Assert.All(known.Values, value => Assert.Equal("REPLACE-ME", ((YamlScalarNode)value).Value));
        Assert.Equal(
            known.Keys.Select(key => ((YamlScalarNode)key).Value).Order(),
            named.Select(one => one.Text("valueFrom.secretKeyRef.key")).Order());
        Assert.All(named, one => Assert.Equal(
            example.Text("metadata.name"), one.Text("valueFrom.secretKeyRef.name")));
        Assert.DoesNotContain(Manifests.Files, file =>
            file.EndsWith("kustomization.yaml", StringComparison.Ordinal)
                && Manifests.Of(file).Texts("resources").Any(one => one.Contains("secret", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task The_configuration_is_fine_but_for_secrets_that_are_not_here()
    {
        var folder = Path.Combine(Manifests.Folder, "base", "config");

        var ended = await Ended.Alerting("check", folder);

        Assert.Equal((0, ""), (ended.Code, ended.Errors));
        Assert.Equal(
            ["config/alertmanager.yml", "config/alerting.yml"],
            Base.List("configMapGenerator").Single().Texts("files"));
        Assert.Equal(
            Base.List("configMapGenerator").Single().Text("name"),
            Deployment.Pod()!.List("volumes").Single(one => one.Text("name") == "config").Text("configMap.name"));
    }

    [Fact]
    public void Every_secret_of_the_configuration_is_given_to_the_pod()
    {
        var used = Directory.GetFiles(Path.Combine(Manifests.Folder, "base", "config"))
            .SelectMany(file => Regex.Matches(File.ReadAllText(file), $"env:(?<name>{Settings.SecretPrefix}\\w+)"))
            .Select(match => match.Groups["name"].Value).Distinct().Order();

        var given = Deployment.Variables().Keys
            .Where(name => name.StartsWith(Settings.SecretPrefix, StringComparison.Ordinal)).Order();
        Assert.Equal(used, given);
    }

    [Fact]
    public void The_port_is_the_same_everywhere()
    {
        var container = Deployment.Container().List("ports").Single();
        var service = Manifests.Of("base/service.yaml").List("spec.ports").Single();
        var monitor = Manifests.Of("monitoring/servicemonitor.yaml").List("spec.endpoints").Single();

        Assert.Equal(ImageFile.Only("EXPOSE"), container.Text("containerPort"));
        Assert.Equal(container.Text("name"), service.Text("targetPort"));
        Assert.Equal(service.Text("name"), monitor.Text("port"));
        Assert.Equal(service.Text("name"), Manifests.Of("openshift/route.yaml").Text("spec.port.targetPort"));
        Assert.EndsWith(
            ":" + service.Text("port"), Deployment.Variables()[Settings.ExternalUrl].Text("value")!,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("startupProbe")]
    [InlineData("livenessProbe")]
    [InlineData("readinessProbe")]
    public async Task A_probe_is_answered_without_a_token(string probe)
    {
        await using var app = await RunningApp.Start("a-token");

        using var answer = await app.Client.GetAsync(Deployment.Container().Text(probe + ".httpGet.path"), Stop);

        Assert.True(answer.IsSuccessStatusCode, answer.StatusCode.ToString());
        Assert.Equal("http", Deployment.Container().Text(probe + ".httpGet.port"));
    }

    [Fact]
    public async Task Metrics_are_scraped_with_the_token_that_opens_every_door()
    {
        await using var app = await RunningApp.Start("a-token");
        var monitor = Manifests.Of("monitoring/servicemonitor.yaml").List("spec.endpoints").Single();
        var token = Deployment.Variables()[Settings.Token];

        app.Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "a-token");
        using var answer = await app.Client.GetAsync(monitor.Text("path"), Stop);

        Assert.True(answer.IsSuccessStatusCode, answer.StatusCode.ToString());
        Assert.Equal(
            (token.Text("valueFrom.secretKeyRef.name"), token.Text("valueFrom.secretKeyRef.key")),
            (monitor.Text("authorization.credentials.name"), monitor.Text("authorization.credentials.key")));
    }

    [Fact]
    public void Elsewhere_than_on_OpenShift_the_volume_is_given_to_a_group() => Assert.Contains(
        "path: /spec/template/spec/securityContext/fsGroup",
        Manifests.Of("plain/kustomization.yaml").List("patches").Single().Text("patch")!, StringComparison.Ordinal);
}
