namespace Alerting.Core.Templates;

/// <summary>
/// A template that cannot be parsed or executed, or goes beyond a limit. The message is one line, names the template
/// and the line, as Go's does, and never holds a secret of ours.
/// </summary>
public sealed class TemplateException : Exception
{
    /// <summary>Without a cause.</summary>
    public TemplateException() { }

    /// <summary>With what is wrong.</summary>
    public TemplateException(string message) : base(message) { }

    /// <summary>With what is wrong, and its cause.</summary>
    public TemplateException(string message, Exception inner) : base(message, inner) { }
}
