namespace Alerting.Core.Templates.Defaults;

/// <summary>
/// The texts that are sent where nothing else is configured, under the names that Alertmanager's have, so that a file
/// of templates replaces them as it would there. Our own, besides: <c>email.default.text</c> and helpers that begin
/// with <c>__alerting_</c>.
/// </summary>
public static class DefaultTemplates
{
    /// <summary>The files, in the order in which they are parsed.</summary>
    public static IReadOnlyList<TemplateText> All { get; } =
        [Read("common.tmpl"), Read("chat.tmpl"), Read("incident.tmpl"), Read("email.tmpl")];

    private static TemplateText Read(string name)
    {
        using var stream = typeof(DefaultTemplates).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The assembly holds no {name}.");
        using var reader = new StreamReader(stream);
        return new(name, reader.ReadToEnd());
    }
}
