using System;

namespace NUnit.Framework
{
    /// <summary>Marks a class with tests. A class needs it only to be recognised by readers: tests are found without it.</summary>
    [AttributeUsage(AttributeTargets.Class)]
    public sealed class TestFixtureAttribute : Attribute
    {
    }

    /// <summary>Marks a test: a public method without parameters, which may return a task.</summary>
    [AttributeUsage(AttributeTargets.Method)]
    public sealed class TestAttribute : Attribute
    {
    }

    /// <summary>One run of a test with these arguments.</summary>
    [AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
    public sealed class TestCaseAttribute : Attribute
    {
        private object expectedResult;

        public TestCaseAttribute(params object[] arguments)
        {
            // One null literal arrives as a null array.
            Arguments = arguments ?? new object[] { null };
        }

        public object[] Arguments { get; }

        /// <summary>What the method must return, where it is given.</summary>
        public object ExpectedResult
        {
            get => expectedResult;
            set
            {
                expectedResult = value;
                HasExpectedResult = true;
            }
        }

        public bool HasExpectedResult { get; private set; }
    }

    /// <summary>A test, or a whole class, that is counted as skipped.</summary>
    [AttributeUsage(AttributeTargets.Method | AttributeTargets.Class)]
    public sealed class IgnoreAttribute : Attribute
    {
        public IgnoreAttribute(string reason)
        {
            Reason = reason;
        }

        public string Reason { get; }
    }

    /// <summary>A label for <c>--filter TestCategory=…</c>.</summary>
    [AttributeUsage(AttributeTargets.Method | AttributeTargets.Class, AllowMultiple = true)]
    public sealed class CategoryAttribute : Attribute
    {
        public CategoryAttribute(string name)
        {
            Name = name;
        }

        public string Name { get; }
    }

    /// <summary>Runs before each test of the class.</summary>
    [AttributeUsage(AttributeTargets.Method)]
    public sealed class SetUpAttribute : Attribute
    {
    }

    /// <summary>Runs after each test of the class whose set-up began, whatever its outcome.</summary>
    [AttributeUsage(AttributeTargets.Method)]
    public sealed class TearDownAttribute : Attribute
    {
    }
}
