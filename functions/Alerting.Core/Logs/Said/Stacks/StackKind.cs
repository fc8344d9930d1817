namespace Alerting.Core.Logs.Said.Stacks;

/// <summary>Whose stack traces look like this.</summary>
internal enum StackKind
{
    /// <summary>Not known before its first frame.</summary>
    Unknown,

    /// <summary>Python.</summary>
    Python,

    /// <summary>Python's exception groups, whose lines stand behind bars.</summary>
    PythonGroup,

    /// <summary>Java, Scala, Kotlin.</summary>
    Java,

    /// <summary>.NET.</summary>
    DotNet,

    /// <summary>Node and browsers.</summary>
    Node,

    /// <summary>Go.</summary>
    Go,

    /// <summary>Rust.</summary>
    Rust,

    /// <summary>R.</summary>
    R,

    /// <summary>C, C++, CUDA.</summary>
    Native,
}
