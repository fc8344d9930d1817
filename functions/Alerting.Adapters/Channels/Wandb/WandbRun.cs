using System.Security.Cryptography;
using System.Text;
using Alerting.Core.Configuration.Integrations;

namespace Alerting.Adapters.Channels.Wandb;

/// <summary>A run of somebody's, as its alerts name it.</summary>
/// <param name="Entity">Who owns it: 1 to 128 printable characters on one line.</param>
/// <param name="Project">In which project; the same.</param>
/// <param name="Id">Its id, which is not the name that people see; the same.</param>
internal sealed record WandbRun(string Entity, string Project, string Id)
{
    private const int LongestName = 128;

    /// <summary>8 hex digits, by which an attempt knows what an earlier one told.</summary>
    public string Mark => Convert.ToHexStringLower(
        SHA256.HashData(Encoding.UTF8.GetBytes($"{Entity}\n{Project}\n{Id}")).AsSpan(0, 4));

    /// <summary>For people, such as <c>acme-ml/churn/3k1v9x2p</c>.</summary>
    public override string ToString() => $"{Entity}/{Project}/{Id}";

    /// <summary>The run that an alert names; null where it names none.</summary>
    public static WandbRun? Of(Integration.Wandb integration, Wording wording)
    {
        var run = new WandbRun(
            Name(wording, integration.Entity), Name(wording, integration.Project), Name(wording, integration.Run));
        return IsName(run.Entity) && IsName(run.Project) && IsName(run.Id) ? run : null;
    }

    private static string Name(Wording wording, string template) =>
        wording.Text(template, LongestName + 1).Trim();

    // They become parts of a path, where dots alone lead elsewhere.
    private static bool IsName(string text) => text.Length is > 0 and <= LongestName
        && !text.Contains('\n', StringComparison.Ordinal) && text is not "." and not "..";
}
