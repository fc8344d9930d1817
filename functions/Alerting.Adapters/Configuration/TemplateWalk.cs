using System.Text;
using Alerting.Adapters.Configuration.Globs;
using Alerting.Core.Alerts;
using Alerting.Core.Configuration;
using Alerting.Core.Configuration.Reading;
using Alerting.Core.Templates;

namespace Alerting.Adapters.Configuration;

/// <summary>Reads files of templates, glob after glob; what is wrong with one does not hide the next.</summary>
internal sealed class TemplateWalk
{
    private const int MostFiles = 1000;

    // In their order: a file that was read, or what is wrong.
    private readonly List<(TemplateText? Text, ConfigurationFinding? Problem)> steps = [];
    private readonly List<ConfigurationFinding> warnings = [];
    private int files;
    private long bytes;

    /// <summary>What was found so far.</summary>
    public LoadedTemplates Loaded => steps.All(step => step.Problem is null)
        ? new([.. steps.Select(step => step.Text!)], [], warnings)
        : new([], [.. steps.Select(Problem).OfType<ConfigurationFinding>()], warnings);

    /// <summary>Reads the files of a glob; false when there were too many, so that no more is read.</summary>
    public bool Enter(TemplateGlob glob)
    {
        var paths = Paths(glob);
        if (paths is [])
        {
            warnings.Add(glob.Finding($"no file matches {GoQuote.Append(new(), glob.Written ?? glob.Pattern)}"));
        }

        return (paths ?? []).All(Read);
    }

    private static ConfigurationFinding? Problem((TemplateText? Text, ConfigurationFinding? Problem) step) =>
        step.Text is { } text ? TemplatesReader.Problem(text) : step.Problem;

    private bool Read(string path)
    {
        if (++files > MostFiles)
        {
            return Stop(path, $"more than {MostFiles} files of templates");
        }

        if (Utf8File.Read(path, out var problem) is not { } text)
        {
            steps.Add((null, new(path, 0, "", Directory.Exists(path) ? "is a directory" : problem)));
            return true;
        }

        bytes += Encoding.UTF8.GetByteCount(text);
        if (bytes > ConfigurationBytes.Most)
        {
            return Stop(path, "files of templates are larger than 4 MiB together");
        }

        steps.Add((new(Path.GetFileName(path), text) { Path = path }, null));
        return true;
    }

    private bool Stop(string path, string problem)
    {
        steps.Add((null, new(path, 0, "", problem)));
        return false;
    }

    // Null: it is no pattern, or names too many.
    private IReadOnlyList<string>? Paths(TemplateGlob glob)
    {
        try
        {
            var found = GoGlob.Find(glob.Pattern, MostFiles);
            if (found is null)
            {
                steps.Add((null, glob.Finding("syntax error in pattern")));
            }

            return found;
        }
        catch (InvalidDataException tooMany)
        {
            steps.Add((null, glob.Finding(tooMany.Message)));
            return null;
        }
    }
}
