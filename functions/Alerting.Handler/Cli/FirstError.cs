using System.Globalization;
using Alerting.Core.Configuration;

namespace Alerting.Handler.Cli;

/// <summary>
/// Of everything wrong with an <c>alertmanager.yml</c>, what Alertmanager says, which stops there. Source: its
/// config/config.go and yaml.v2: what types check while they are read comes before what YAML cannot put into them, and
/// both before what is checked of the whole.
/// </summary>
internal static class FirstError
{
    // Of receivers and time intervals; raised while they are read.
    private const string MissingName = "missing name in ";

    private static readonly Func<ConfigurationFinding, bool>[] OfTheWhole =
    [
        error => Begins(error, "at most one of ") && Under(error, "global"),
        error => Begins(error, "notification config name ") || Begins(error, "no global ")
            || (Begins(error, "missing ") && !Begins(error, MissingName) && error.Path.EndsWith(']'))
            || Begins(error, "no Slack API URL ") || Begins(error, "missing bot_token "),
        error => Begins(error, "no route"),
        error => Begins(error, "root route must specify "),
        error => Begins(error, "root route must not have any matchers"),
        error => Begins(error, "root route must not have any mute "),
        error => Begins(error, "root route must not have any active "),
        error => Begins(error, "undefined receiver "),
        error => Begins(error, "mute time interval "),
        error => Begins(error, "time interval ") && error.Message.EndsWith(" is not unique", StringComparison.Ordinal),
        error => Begins(error, "undefined time interval "),
        error => Begins(error, "cannot have continue in root route"),
    ];

    /// <summary>Alertmanager's words, of several lines where YAML's types are meant.</summary>
    /// <param name="found">At least one, in the order of the file.</param>
    public static string Of(IReadOnlyList<ConfigurationFinding> found)
    {
        var errors = found.Where(error => !error.IsMore).ToArray();
        var ofTypes = errors.Where(IsOfTypes).ToArray();
        var ofParts = errors.Except(ofTypes)
            .Where(error => !OfTheWhole.Any(check => check(error)) && !IsUnread(error, ofTypes)).ToArray();
        return ofParts.Length > 0 ? Deepest(ofParts).Message
            : ofTypes.Length > 0 ? Unmarshal(ofTypes) : InOrder(errors).Message;
    }

    // What a part must be is looked at when all below it could be read.
    private static bool IsUnread(ConfigurationFinding error, ConfigurationFinding[] ofTypes) =>
        ofTypes.Any(below => Under(below, error.Path + "."));

    private static ConfigurationFinding Deepest(ConfigurationFinding[] ofParts) =>
        Begins(ofParts[0], MissingName) && ofParts.FirstOrDefault(it => Under(it, ofParts[0].Path + ".")) is { } below
            ? below
            : ofParts[0];

    private static bool IsOfTypes(ConfigurationFinding error) => Begins(error, "cannot unmarshal ")
        || (Begins(error, "field ") && error.Message.Contains(" not found in type ", StringComparison.Ordinal))
        || (Begins(error, "field ") && error.Message.Contains(" already set in type ", StringComparison.Ordinal))
        || (Begins(error, "key ") && error.Message.Contains(" already set in map", StringComparison.Ordinal));

    private static string Unmarshal(IEnumerable<ConfigurationFinding> errors) => string.Join(
        '\n',
        errors.Select(error => string.Create(CultureInfo.InvariantCulture, $"  line {error.Line}: {error.Message}"))
            .Prepend("yaml: unmarshal errors:"));

    private static ConfigurationFinding InOrder(IReadOnlyList<ConfigurationFinding> errors)
    {
        var first = OfTheWhole.Select(check => errors.Where(check).ToArray()).First(found => found.Length > 0);
        var error = first[0];

        // Routes are checked from below.
        while (first.FirstOrDefault(other => Under(other, Node(error) + ".routes")) is { } below)
        {
            error = below;
        }

        return error;
    }

    private static string Node(ConfigurationFinding error) =>
        error.Path[..Math.Max(0, error.Path.LastIndexOf('.'))];

    private static bool Begins(ConfigurationFinding error, string words) =>
        error.Message.StartsWith(words, StringComparison.Ordinal);

    private static bool Under(ConfigurationFinding error, string path) =>
        error.Path.StartsWith(path, StringComparison.Ordinal);
}
