using System;
using NUnit.Framework.Constraints;

namespace NUnit.Framework
{
    public delegate void TestDelegate();

    /// <summary>Claims of a test.</summary>
    public static class Assert
    {
        public static void That(bool condition) => That(condition, Is.True);

        public static void That(bool condition, string message) => That(condition, Is.True, message);

        public static void That<TActual>(TActual actual, IResolveConstraint expression) => That(actual, expression, null);

        public static void That<TActual>(TActual actual, IResolveConstraint expression, string message)
        {
            Constraint constraint = expression.Resolve();
            if (!constraint.Holds(actual))
            {
                string claim = $"  Expected: {constraint.Describe()}\n  But was:  {Text.Of(actual)}";
                throw new AssertionException(message == null ? claim : $"  {message}\n{claim}");
            }
        }

        /// <summary>For claims about what the code throws: <c>Assert.That(() => …, Throws.ArgumentException)</c>.</summary>
        public static void That(TestDelegate code, IResolveConstraint expression) => That(Thrown(code), expression, null);

        public static void That<TActual>(ActualValueDelegate<TActual> code, IResolveConstraint expression)
        {
            Constraint constraint = expression.Resolve();
            if (constraint is ThrowsConstraint)
            {
                That(Thrown(() => code()), constraint, null);
            }
            else
            {
                That(code(), constraint, null);
            }
        }

        /// <returns>the exception</returns>
        public static TException Throws<TException>(TestDelegate code)
            where TException : Exception
        {
            Exception thrown = Thrown(code);
            That(thrown, new ThrowsConstraint(typeof(TException)), null);
            return (TException)thrown;
        }

        public static void Fail(string message) => throw new AssertionException(message);

        private static Exception Thrown(TestDelegate code)
        {
            try
            {
                code();
                return null;
            }
            catch (Exception e)
            {
                return e;
            }
        }
    }
}
