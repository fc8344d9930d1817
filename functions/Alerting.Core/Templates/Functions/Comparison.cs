using Alerting.Core.Alerts;
using Alerting.Core.Templates.Data;
using Alerting.Core.Templates.Formatting;
using Alerting.Core.Templates.Times;
using Alerting.Core.Templates.Values;

namespace Alerting.Core.Templates.Functions;

/// <summary><c>eq</c>, <c>lt</c> and the others, which compare only what is of one kind.</summary>
internal static class Comparison
{
    private const string Incompatible = "incompatible types for comparison";
    private const string BadType = "invalid type for comparison";

    private enum Kind
    {
        Other,
        Bool,
        Int,
        Float,
        Text,
        Unsigned,
    }

    /// <summary>Whether the first is equal to any of the others.</summary>
    public static bool IsEqualToAny(IReadOnlyList<object?> args)
    {
        if (args.Count < 2)
        {
            throw new TemplateException("missing argument for comparison");
        }

        for (var i = 1; i < args.Count; i++)
        {
            if (AreEqual(args[0], args[i]))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether two are equal.</summary>
    public static bool AreEqual(object? left, object? right)
    {
        var (first, second) = (KindOf(left), KindOf(right));
        if (first != second)
        {
            return (first, second) switch
            {
                (Kind.Int, Kind.Unsigned) or (Kind.Unsigned, Kind.Int) => Whole(left) == Whole(right),
                _ => left is null || right is null ? false : throw new TemplateException(Incompatible),
            };
        }

        return first switch
        {
            Kind.Bool => (bool)left! == (bool)right!,
            Kind.Int or Kind.Unsigned => Whole(left) == Whole(right),
            Kind.Float => (double)left! == (double)right!,
            Kind.Text => string.Equals(TextOf(left), TextOf(right), StringComparison.Ordinal),
            _ => AreSame(left, right),
        };
    }

    /// <summary>Whether the first is less than the second.</summary>
    public static bool IsLess(object? left, object? right)
    {
        var (first, second) = (KindOf(left), KindOf(right));
        if (first == Kind.Other || second == Kind.Other)
        {
            throw new TemplateException(BadType);
        }

        return (first, second) switch
        {
            (Kind.Int or Kind.Unsigned, Kind.Int or Kind.Unsigned) => Whole(left) < Whole(right),
            (Kind.Float, Kind.Float) => (double)left! < (double)right!,
            (Kind.Text, Kind.Text) => Utf8Order.Instance.Compare(TextOf(left), TextOf(right)) < 0,
            _ => throw new TemplateException(first == second ? BadType : Incompatible),
        };
    }

    private static Kind KindOf(object? value) => value switch
    {
        string or SafeText => Kind.Text,
        long or Duration => Kind.Int,
        bool => Kind.Bool,
        double => Kind.Float,
        Integer integer => integer.IsUnsigned ? Kind.Unsigned : Kind.Int,
        _ => Kind.Other,
    };

    private static Int128 Whole(object? value) => value switch
    {
        long whole => whole,
        Duration duration => duration.Nanoseconds,
        Integer { Kind: IntegerKind.UInt64 } integer => unchecked((ulong)integer.Value),
        _ => ((Integer)value!).Value,
    };

    private static string TextOf(object? value) => value as string ?? ((SafeText)value!).Text;

    private static bool AreSame(object? left, object? right)
    {
        if (left is null || right is null)
        {
            return left is null && right is null;
        }

        if (Shape(left) != Shape(right))
        {
            throw new TemplateException(
                $"non-comparable types {Print(left)}: {GoType.NameOf(left)}, {GoType.NameOf(right)}: {Print(right)}");
        }

        if (right is Sequence or LabelSet or Map or TemplateAlert)
        {
            throw new TemplateException($"non-comparable type {Print(right)}: {GoType.NameOf(right)}");
        }

        return right is TemplateData ? ReferenceEquals(left, right) : left.Equals(right);
    }

    // Go's kind of a type that is none of the simple ones.
    private static int Shape(object value) => value switch
    {
        Sequence => 0,
        LabelSet or Map => 1,
        TemplateData or Zone => 2,
        _ => 3,
    };

    private static string Print(object value) => Printer.Format("%s", [value], 1000);
}
