using System.Globalization;
using Alerting.Core.Templates;

namespace Alerting.Core.Configuration.Reading;

/// <summary>Files of templates as part of a configuration.</summary>
public static class TemplatesReader
{
    /// <summary>What keeps a file from being parsed, with its path and line; null: nothing.</summary>
    public static ConfigurationFinding? Problem(TemplateText file)
    {
        try
        {
            TemplateSet.Bare([file]);
            return null;
        }
        catch (TemplateException wrong)
        {
            return Finding(file, wrong);
        }
    }

    /// <summary>The configuration with them; refused when one of them cannot be parsed, each with its line.</summary>
    internal static ConfigurationResult Read(ConfigurationResult read, IReadOnlyList<TemplateText> files)
    {
        if (read.Configuration is not { } configuration || files.Count == 0)
        {
            return read;
        }

        try
        {
            return read with
            {
                Configuration = configuration with
                {
                    TemplateSet = TemplateSet.Of(files),
                    TemplatesHash = ConfigurationText.HashOf(files),
                },
            };
        }
        catch (TemplateException together)
        {
            ConfigurationFinding[] alone = [.. files.Select(Problem).OfType<ConfigurationFinding>()];
            return read.Refuse(alone is [] ? [Finding(files[^1], together)] : alone);
        }
    }

    // Go's words begin with the name and the line, which a finding has anyway.
    private static ConfigurationFinding Finding(TemplateText file, TemplateException wrong)
    {
        var path = file.Path.Length > 0 ? file.Path : file.Name;
        var start = $"template: {file.Name}:";
        var rest = wrong.Message.StartsWith(start, StringComparison.Ordinal) ? wrong.Message[start.Length..] : "";
        var end = rest.IndexOf(": ", StringComparison.Ordinal);
        return end > 0
            && int.TryParse(rest.AsSpan(0, end), NumberStyles.None, CultureInfo.InvariantCulture, out var line)
            ? new(path, line, "", rest[(end + 2)..])
            : new(path, 0, "", wrong.Message);
    }
}
