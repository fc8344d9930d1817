using Alerting.Core.Alerts;
using Alerting.Core.Templates.Times;
using Alerting.Core.Templates.Values;

namespace Alerting.Core.Templates.Functions;

/// <summary><c>index</c>, <c>slice</c> and <c>len</c>, in which strings are bytes.</summary>
internal static class Indexing
{
    /// <summary>The element of a list, map or string; of that another one, and so on.</summary>
    public static object? Index(IReadOnlyList<object?> args)
    {
        var item = args[0] ?? throw new TemplateException("index of untyped nil");
        for (var i = 1; i < args.Count; i++)
        {
            if (item is null)
            {
                throw new TemplateException("index of nil pointer");
            }

            item = Element(item, args[i]);
        }

        return item;
    }

    /// <summary>Part of a list or string.</summary>
    public static object Slice(IReadOnlyList<object?> args)
    {
        var item = args[0] ?? throw new TemplateException("slice of untyped nil");
        if (args.Count > 4)
        {
            throw new TemplateException($"too many slice indexes: {args.Count - 1}");
        }

        if (item is not (string or SafeText or Sequence))
        {
            throw new TemplateException($"can't slice item of type {GoType.NameOf(item)}");
        }

        if (args.Count == 4 && item is not Sequence)
        {
            throw new TemplateException("cannot 3-index slice a string");
        }

        var length = Length(item);
        int[] bounds = [0, length, length];
        for (var i = 1; i < args.Count; i++)
        {
            bounds[i - 1] = Position(args[i], length);
        }

        return Cut(item, bounds);
    }

    /// <summary>How many elements, or bytes.</summary>
    public static long Len(object? item) => item switch
    {
        string or SafeText or Sequence or LabelSet or Map => Length(item),
        null => throw new TemplateException("reflect: call of reflect.Value.Type on zero Value"),
        _ => throw new TemplateException($"len of type {GoType.NameOf(item).TrimStart('*')}"),
    };

    private static int Length(object item) => item switch
    {
        string text => RawBytes.Length(text),
        SafeText safe => RawBytes.Length(safe.Text),
        Sequence sequence => sequence.Count,
        LabelSet labels => labels.Count,
        _ => ((Map)item).Entries.Count,
    };

    private static object Cut(object item, int[] bounds)
    {
        for (var i = 0; i < 2; i++)
        {
            if (bounds[i] > bounds[i + 1])
            {
                throw new TemplateException($"invalid slice index: {bounds[i]} > {bounds[i + 1]}");
            }
        }

        return item switch
        {
            string text => RawBytes.Slice(text, bounds[0], bounds[1]),
            SafeText safe => safe with { Text = RawBytes.Slice(safe.Text, bounds[0], bounds[1]) },
            _ => ((Sequence)item).Slice(bounds[0], bounds[1]),
        };
    }

    private static object? Element(object item, object? index)
    {
        switch (item)
        {
            case LabelSet labels:
                return labels[Key(index)];
            case Map map:
                return map.Entries.GetValueOrDefault(Key(index));
            case string or SafeText or Sequence:
                var length = Length(item);
                var at = Position(index, length);
                return at < length
                    ? At(item, at)
                    : throw new TemplateException(
                        $"reflect: {(item is Sequence ? "slice" : "string")} index out of range");
            default:
                throw new TemplateException($"can't index item of type {GoType.NameOf(item).TrimStart('*')}");
        }
    }

    private static object? At(object item, int index) => item switch
    {
        Sequence sequence => sequence[index],
        string text => new Integer(IntegerKind.UInt8, RawBytes.At(text, index)),
        _ => new Integer(IntegerKind.UInt8, RawBytes.At(((SafeText)item).Text, index)),
    };

    private static string Key(object? index) => index switch
    {
        string key => key,
        null => throw new TemplateException("value is nil; should be of type string"),
        _ => throw new TemplateException($"value has type {GoType.NameOf(index)}; should be string"),
    };

    private static int Position(object? index, int length)
    {
        var position = index switch
        {
            long whole => whole,
            Integer integer => integer.Value,
            Duration duration => duration.Nanoseconds,
            null => throw new TemplateException("cannot index slice/array with nil"),
            _ => throw new TemplateException($"cannot index slice/array with type {GoType.NameOf(index)}"),
        };
        return position >= 0 && position <= length
            ? (int)position
            : throw new TemplateException($"index out of range: {position}");
    }
}
