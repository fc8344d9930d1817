namespace Alerting.Core.Sources.CloudEvents;

/// <summary>
/// The attributes of one event, as CloudEvents 1.0 requires them. What is not needed and wrong is told and left out.
/// </summary>
/// <param name="path">Where the event stands: a JSON path, or what the names of its headers begin with.</param>
/// <param name="find">What there is of an attribute.</param>
/// <param name="rejected">Where what is wrong is told.</param>
internal sealed class CloudEventAttributes(string path, Func<string, CloudEventAttribute> find, Rejections rejected)
{
    /// <summary>Says whether the event is one: its id, source, type and version are as they must be.</summary>
    public bool AreValid()
    {
        var version = Required("specversion");
        (Id, Source, Type) = (Required("id") ?? "", Required("source") ?? "", Required("type") ?? "");
        if (version is not null and not "1.0")
        {
            rejected.Add(PathOf("specversion"), $"expected 1.0, not {JsonRead.Quoted(version, 40)}");
            version = null;
        }

        if (Source.Length > 0 && !Uri.IsWellFormedUriString(Source, UriKind.RelativeOrAbsolute))
        {
            rejected.Add(PathOf("source"), $"expected a URI reference, not {JsonRead.Quoted(Source, 60)}");
            return false;
        }

        return version is not null && Id.Length > 0 && Source.Length > 0 && Type.Length > 0;
    }

    /// <summary>Its id; with the source it is unique.</summary>
    public string Id { get; private set; } = "";

    /// <summary>Where it comes from.</summary>
    public string Source { get; private set; } = "";

    /// <summary>What it is.</summary>
    public string Type { get; private set; } = "";

    /// <summary>The path of an attribute.</summary>
    public string PathOf(string name) => path + (path.EndsWith('-') ? name : JsonRead.Step(name));

    /// <summary>A text that need not be there; null where it is not, or is empty.</summary>
    public string? Optional(string name)
    {
        var found = find(name);
        if (found is { Wrong: { } wrong })
        {
            rejected.Add(PathOf(name), $"expected a text that is not empty, not {wrong}");
        }

        return found.Text;
    }

    /// <summary>When it happened; null where that is not said.</summary>
    public DateTimeOffset? Time()
    {
        if (Optional("time") is not { } said)
        {
            return null;
        }

        var time = SourceTime.Strict(said);
        if (time is null)
        {
            rejected.Add(PathOf("time"), $"expected {SourceTime.Expected}, not {JsonRead.Quoted(said, 60)}");
        }

        return time;
    }

    private string? Required(string name)
    {
        if (find(name) == default)
        {
            rejected.Add(PathOf(name), "missing; expected a text that is not empty");
            return null;
        }

        return Optional(name);
    }
}

/// <summary>What there is of an attribute; neither where it is missing.</summary>
/// <param name="Text">Its text, not empty.</param>
/// <param name="Wrong">What stands there in place of one, as messages show it.</param>
internal readonly record struct CloudEventAttribute(string? Text, string? Wrong)
{
    /// <summary>A text, which may be empty.</summary>
    public static CloudEventAttribute Of(string text) => text.Length > 0 ? new(text, null) : new(null, "\"\"");
}
