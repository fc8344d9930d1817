using System.Collections;

namespace Alerting.Core.Ports;

/// <summary>
/// The property bag of a row. Names: C# identifiers of at most 255 characters, at most 252 of them. Values, as Azure
/// Table Storage has them: <see cref="string"/> (at most 32,768 UTF-16 units), <see cref="int"/>, <see cref="long"/>,
/// <see cref="double"/>, <see cref="bool"/>, <see cref="DateTimeOffset"/> (UTC, from 1601 on, 100 ns),
/// <see cref="Guid"/>, <c>byte[]</c> (at most 65,536 bytes). All together at most 1 MiB. A null is never stored.
/// </summary>
public sealed class Properties : IEnumerable<KeyValuePair<string, object>>
{
    private readonly List<KeyValuePair<string, object>> values = [];

    /// <summary>How many properties there are.</summary>
    public int Count => values.Count;

    /// <summary>The value, or null where the row has no such property. Setting null leaves the property out.</summary>
    public object? this[string name]
    {
        get
        {
            foreach (var (key, value) in values)
            {
                if (string.Equals(key, name, StringComparison.Ordinal))
                {
                    return value;
                }
            }

            return null;
        }
    }

    /// <summary>Adds or overwrites a property; a null value is left out, as the table service does.</summary>
    public void Add(string name, object? value)
    {
        if (value is null)
        {
            return;
        }

        for (var i = 0; i < values.Count; i++)
        {
            if (string.Equals(values[i].Key, name, StringComparison.Ordinal))
            {
                values[i] = new(name, value);
                return;
            }
        }

        values.Add(new(name, value));
    }

    /// <summary>The text, or null where there is none.</summary>
    public string? Text(string name) => (string?)this[name];

    /// <summary>The whole number, or 0 where there is none.</summary>
    public long Long(string name) => this[name] switch { long value => value, int value => value, _ => 0 };

    /// <summary>The whole number, or 0 where there is none.</summary>
    public int Int(string name) => (int)Long(name);

    /// <summary>The truth value, or false where there is none.</summary>
    public bool Bool(string name) => this[name] is true;

    /// <summary>The instant, or null where there is none.</summary>
    public DateTimeOffset? Instant(string name) => (DateTimeOffset?)this[name];

    /// <summary>The bytes, or null where there are none.</summary>
    public byte[]? Binary(string name) => (byte[]?)this[name];

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<string, object>> GetEnumerator() => values.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
