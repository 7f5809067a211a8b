using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Runtime.Loader;
using Microsoft.VisualStudio.TestPlatform.ObjectModel;
using NUnit.Framework;

namespace BuildServer.TestKit.Adapter
{
    /// <summary>Finds the tests of an assembly, in a stable order.</summary>
    internal static class TestDiscovery
    {
        internal static IEnumerable<DiscoveredTest> In(string source)
        {
            Assembly assembly = AssemblyLoadContext.Default.LoadFromAssemblyPath(Path.GetFullPath(source));
            return
                from type in assembly.GetTypes()
                where type.IsClass && !type.IsAbstract
                orderby type.FullName
                from method in type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static)
                from test in TestsOf(source, type, method)
                select test;
        }

        private static IEnumerable<DiscoveredTest> TestsOf(string source, Type type, MethodInfo method)
        {
            TestCaseAttribute[] cases = method.GetCustomAttributes<TestCaseAttribute>().ToArray();
            if (cases.Length > 0)
            {
                return cases.Select(one => Describe(source, type, method, one));
            }
            return method.IsDefined(typeof(TestAttribute))
                ? new[] { Describe(source, type, method, null) }
                : Enumerable.Empty<DiscoveredTest>();
        }

        private static DiscoveredTest Describe(string source, Type type, MethodInfo method, TestCaseAttribute one)
        {
            string arguments = one == null ? "" : "(" + string.Join(",", one.Arguments.Select(Literal)) + ")";
            string name = method.Name + arguments;
            var test = new TestCase(type.FullName + "." + name, new Uri(TestKitAdapter.Uri), source) { DisplayName = name };
            string[] categories = new MemberInfo[] { type, method }
                .SelectMany(member => member.GetCustomAttributes<CategoryAttribute>())
                .Select(category => category.Name)
                .ToArray();
            foreach (string category in categories)
            {
                test.Traits.Add("Category", category);
            }
            return new DiscoveredTest(test, type, method, one, categories);
        }

        private static string Literal(object argument) =>
            argument switch
            {
                null => "null",
                string text => "\"" + text + "\"",
                char letter => "'" + letter + "'",
                _ => Convert.ToString(argument, CultureInfo.InvariantCulture),
            };
    }
}
