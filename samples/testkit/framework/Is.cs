using System;
using NUnit.Framework.Constraints;

namespace NUnit.Framework
{
    /// <summary>What a value is.</summary>
    public static class Is
    {
        public static ConstraintExpression Not => new ConstraintExpression();

        public static Constraint True => EqualTo(true);

        public static Constraint False => EqualTo(false);

        public static Constraint Null => EqualTo(null);

        public static Constraint Empty => new EmptyConstraint();

        /// <summary>Numbers are compared by value, sequences item by item, anything else by <c>Equals</c>.</summary>
        public static Constraint EqualTo(object expected) => new EqualConstraint(expected);

        public static Constraint GreaterThan(object expected) => new OrderConstraint(expected, "greater than", order => order > 0);

        public static Constraint LessThan(object expected) => new OrderConstraint(expected, "less than", order => order < 0);
    }

    /// <summary>What a text or a sequence does.</summary>
    public static class Does
    {
        public static Constraint Contain(string part) => new TextConstraint("containing", part, text => text.Contains(part, StringComparison.Ordinal));

        public static Constraint StartWith(string start) =>
            new TextConstraint("starting with", start, text => text.StartsWith(start, StringComparison.Ordinal));

        public static Constraint EndWith(string end) => new TextConstraint("ending with", end, text => text.EndsWith(end, StringComparison.Ordinal));
    }

    /// <summary>What a piece of code throws: exactly that type, none derived from it.</summary>
    public static class Throws
    {
        public static Constraint ArgumentException => TypeOf<ArgumentException>();

        public static Constraint InvalidOperationException => TypeOf<InvalidOperationException>();

        public static Constraint TypeOf<TException>()
            where TException : Exception => new ThrowsConstraint(typeof(TException));
    }
}
