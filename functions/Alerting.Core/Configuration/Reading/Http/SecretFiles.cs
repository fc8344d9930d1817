using Alerting.Core.Configuration.Reading.Schemas;

namespace Alerting.Core.Configuration.Reading.Http;

/// <summary>Secrets that are written out or in files: the pair of keys <c>x</c> and <c>x_file</c>.</summary>
/// <param name="Exists">Tells whether a file can be seen now; a missing one is a warning.</param>
/// <param name="Folder">
/// The folder of <c>alertmanager.yml</c>, from which paths below <c>http_config</c> count; empty where it is not known.
/// </param>
internal sealed record SecretFiles(Func<string, bool> Exists, string Folder)
{
    private const string Variable = "env:";

    /// <summary>The secret of a section; null when neither key is set. Its path counts from the working
    /// directory.</summary>
    public Secret? Of(Section section, string key)
    {
        var fileKey = key + "_file";
        if (section.Text(fileKey) is { Length: > 0 } file)
        {
            return At(section, fileKey, file);
        }

        return section.Value<string>(key) is { } text ? Secret.Inline(text) : null;
    }

    /// <summary>The same below <c>http_config</c>; empty when neither key is set.</summary>
    public Secret Below(Section section, string key)
    {
        var fileKey = key + "_file";
        return section.Text(fileKey) is { Length: > 0 } file
            ? At(section, fileKey, Resolved(file))
            : Secret.Inline(section.Text(key));
    }

    /// <summary>A file below <c>http_config</c>.</summary>
    public Secret Below(string path) => Secret.FromFile(Resolved(path));

    private Secret At(Section section, string key, string path)
    {
        if (!Exists(path))
        {
            section.At(key).WarnOnValue("no such file now; it is read when a notification is sent");
        }

        return Secret.FromFile(path);
    }

    private string Resolved(string path) =>
        path.StartsWith(Variable, StringComparison.Ordinal) ? path : Path.Combine(Folder, path);
}
