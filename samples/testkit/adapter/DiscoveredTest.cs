using System;
using System.Reflection;
using Microsoft.VisualStudio.TestPlatform.ObjectModel;
using NUnit.Framework;

namespace BuildServer.TestKit.Adapter
{
    /// <summary>A test: what the platform knows of it, and what is needed to run it.</summary>
    internal sealed class DiscoveredTest
    {
        internal DiscoveredTest(TestCase test, Type type, MethodInfo method, TestCaseAttribute arguments, string[] categories)
        {
            Case = test;
            Type = type;
            Method = method;
            Arguments = arguments;
            Categories = categories;
        }

        internal TestCase Case { get; }

        internal Type Type { get; }

        internal MethodInfo Method { get; }

        /// <summary>Null for a test without arguments.</summary>
        internal TestCaseAttribute Arguments { get; }

        internal string[] Categories { get; }

        /// <summary>Why the test is not run; null when it is.</summary>
        internal string IgnoreReason =>
            (Method.GetCustomAttribute<IgnoreAttribute>() ?? Type.GetCustomAttribute<IgnoreAttribute>())?.Reason;
    }
}
