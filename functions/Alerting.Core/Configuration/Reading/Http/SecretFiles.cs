using Alerting.Core.Configuration.Reading.Schemas;
using Alerting.Core.Configuration.Yaml;

namespace Alerting.Core.Configuration.Reading.Http;

/// <summary>Secrets that are written out or in files: the pair of keys <c>x</c> and <c>x_file</c>.</summary>
/// <param name="Exists">Tells whether a file can be seen now; a missing one is a warning.</param>
/// <param name="Folder">
/// The folder of the file, from which paths below <c>http_config</c> count, and all of <c>alerting.yml</c>; empty where
/// it is not known.
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
            return Seen(section.At(fileKey), file);
        }

        return Inline(section, key);
    }

    /// <summary>The same below <c>http_config</c>; empty when neither key is set.</summary>
    public Secret Below(Section section, string key) => Find(section, key) ?? Secret.Inline("");

    /// <summary>The same; null when neither key is set.</summary>
    public Secret? Find(Section section, string key)
    {
        var fileKey = key + "_file";
        if (section.Text(fileKey) is { Length: > 0 } file)
        {
            return At(section.At(fileKey), file);
        }

        return Inline(section, key);
    }

    /// <summary>A file below <c>http_config</c>.</summary>
    public Secret Below(string path) => Secret.FromFile(Resolved(path));

    /// <summary>A file whose path stands there, which counts from the folder.</summary>
    public Secret At(YamlValue place, string path) => Seen(place, Resolved(path));

    private static Secret? Inline(Section section, string key) =>
        section.Text(key) is { Length: > 0 } text ? Secret.Inline(text) : null;

    private Secret Seen(YamlValue place, string path)
    {
        if (!Exists(path))
        {
            place.WarnOnValue(path.StartsWith(Variable, StringComparison.Ordinal)
                ? "no such variable now (only ALERTING_SECRET_... is read); it is read when a notification is sent"
                : "no such file now; it is read when a notification is sent");
        }

        return Secret.FromFile(path);
    }

    private string Resolved(string path) =>
        path.StartsWith(Variable, StringComparison.Ordinal) ? path : Path.Combine(Folder, path);
}
