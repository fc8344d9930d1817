namespace Alerting.Handler.Cli;

/// <summary>The command line cannot be understood; the message is one line and says what would be.</summary>
internal sealed class AskedWronglyException : Exception
{
    public AskedWronglyException() { }

    public AskedWronglyException(string message) : base(message) { }

    public AskedWronglyException(string message, Exception inner) : base(message, inner) { }
}

/// <summary>The process cannot start as it was asked to; each line says one thing to put right.</summary>
internal sealed class StartRefusedException : Exception
{
    public StartRefusedException() { }

    public StartRefusedException(string line) : base(line) => Lines = [line.ReplaceLineEndings(" ")];

    public StartRefusedException(string line, Exception inner) : base(line, inner) =>
        Lines = [line.ReplaceLineEndings(" ")];

    public StartRefusedException(IReadOnlyList<string> lines) : base(string.Join("; ", lines)) => Lines = lines;

    public IReadOnlyList<string> Lines { get; } = [];
}
