using System;
using System.Collections;
using System.Globalization;
using System.Linq;

namespace NUnit.Framework.Constraints
{
    public delegate TActual ActualValueDelegate<TActual>();

    public interface IResolveConstraint
    {
        Constraint Resolve();
    }

    /// <summary>A condition on a value that can say what it expects.</summary>
    public abstract class Constraint : IResolveConstraint
    {
        public Constraint Resolve() => this;

        internal abstract bool Holds(object actual);

        internal abstract string Describe();
    }

    /// <summary>The rest of a sentence after <c>Is.Not</c>.</summary>
    public sealed class ConstraintExpression
    {
        public Constraint Null => new NotConstraint(Is.Null);

        public Constraint Empty => new NotConstraint(Is.Empty);

        public Constraint EqualTo(object expected) => new NotConstraint(Is.EqualTo(expected));
    }

    internal sealed class NotConstraint : Constraint
    {
        private readonly Constraint inner;

        internal NotConstraint(Constraint inner)
        {
            this.inner = inner;
        }

        internal override bool Holds(object actual) => !inner.Holds(actual);

        internal override string Describe() => "not " + inner.Describe();
    }

    internal sealed class EqualConstraint : Constraint
    {
        private readonly object expected;

        internal EqualConstraint(object expected)
        {
            this.expected = expected;
        }

        internal override bool Holds(object actual) => AreEqual(expected, actual);

        internal override string Describe() => Text.Of(expected);

        private static bool AreEqual(object left, object right)
        {
            if (Numbers.Both(left, right))
            {
                return Numbers.Compare(left, right) == 0;
            }
            if (left is string || right is string || !(left is IEnumerable first) || !(right is IEnumerable second))
            {
                return Equals(left, right);
            }
            object[] expectedItems = first.Cast<object>().ToArray();
            object[] actualItems = second.Cast<object>().ToArray();
            return expectedItems.Length == actualItems.Length
                && expectedItems.Zip(actualItems, AreEqual).All(equal => equal);
        }
    }

    internal sealed class OrderConstraint : Constraint
    {
        private readonly object expected;
        private readonly string relation;
        private readonly Predicate<int> accepts;

        internal OrderConstraint(object expected, string relation, Predicate<int> accepts)
        {
            this.expected = expected;
            this.relation = relation;
            this.accepts = accepts;
        }

        internal override bool Holds(object actual) =>
            accepts(Numbers.Both(actual, expected) ? Numbers.Compare(actual, expected) : Comparer.Default.Compare(actual, expected));

        internal override string Describe() => relation + " " + Text.Of(expected);
    }

    internal sealed class EmptyConstraint : Constraint
    {
        internal override bool Holds(object actual) => actual is IEnumerable items && !items.Cast<object>().Any();

        internal override string Describe() => "<empty>";
    }

    internal sealed class TextConstraint : Constraint
    {
        private readonly string relation;
        private readonly string expected;
        private readonly Predicate<string> accepts;

        internal TextConstraint(string relation, string expected, Predicate<string> accepts)
        {
            this.relation = relation;
            this.expected = expected;
            this.accepts = accepts;
        }

        internal override bool Holds(object actual) => actual is string text && accepts(text);

        internal override string Describe() => $"String {relation} {Text.Of(expected)}";
    }

    internal sealed class ThrowsConstraint : Constraint
    {
        private readonly Type expected;

        internal ThrowsConstraint(Type expected)
        {
            this.expected = expected;
        }

        internal override bool Holds(object actual) => actual?.GetType() == expected;

        internal override string Describe() => $"<{expected.FullName}>";
    }

    internal static class Numbers
    {
        internal static bool Both(object left, object right) => IsNumber(left) && IsNumber(right);

        internal static int Compare(object left, object right) =>
            left is double || right is double || left is float || right is float
                ? Convert.ToDouble(left, CultureInfo.InvariantCulture).CompareTo(Convert.ToDouble(right, CultureInfo.InvariantCulture))
                : Convert.ToDecimal(left, CultureInfo.InvariantCulture).CompareTo(Convert.ToDecimal(right, CultureInfo.InvariantCulture));

        private static bool IsNumber(object value) =>
            value is sbyte || value is byte || value is short || value is ushort || value is int || value is uint
            || value is long || value is ulong || value is float || value is double || value is decimal;
    }

    internal static class Text
    {
        internal static string Of(object value)
        {
            switch (value)
            {
                case null:
                    return "null";
                case string text:
                    return "\"" + text + "\"";
                case bool flag:
                    return flag ? "True" : "False";
                case Exception thrown:
                    return $"<{thrown.GetType().FullName}: {thrown.Message}>";
                case IEnumerable items:
                    return "< " + string.Join(", ", items.Cast<object>().Select(Of)) + " >";
                default:
                    return Convert.ToString(value, CultureInfo.InvariantCulture);
            }
        }
    }
}
