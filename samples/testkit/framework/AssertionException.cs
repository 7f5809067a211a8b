using System;

namespace NUnit.Framework
{
    /// <summary>A claim of a test that does not hold.</summary>
    public sealed class AssertionException : Exception
    {
        public AssertionException(string message)
            : base(message)
        {
        }
    }
}
