using System;
using System.Linq;
using Microsoft.VisualStudio.TestPlatform.ObjectModel;
using Microsoft.VisualStudio.TestPlatform.ObjectModel.Adapter;

namespace BuildServer.TestKit.Adapter
{
    /// <summary>The expression of <c>dotnet test --filter</c>, over the names that NUnit's adapter also knows.</summary>
    internal sealed class TestFilter
    {
        private static readonly string[] Names = { "FullyQualifiedName", "Name", "TestCategory", "Category" };

        private readonly ITestCaseFilterExpression expression;

        internal TestFilter(IRunContext context)
        {
            // The second argument is for properties with a type of their own; a null means text.
            expression = context.GetTestCaseFilter(Names, _ => null);
        }

        internal bool Accepts(DiscoveredTest test) =>
            expression == null || expression.MatchTestCase(test.Case, name => ValueOf(name, test));

        private static object ValueOf(string name, DiscoveredTest test)
        {
            switch (Names.FirstOrDefault(known => known.Equals(name, StringComparison.OrdinalIgnoreCase)))
            {
                case "FullyQualifiedName":
                    return test.Case.FullyQualifiedName;
                case "Name":
                    return test.Case.DisplayName;
                case "TestCategory":
                case "Category":
                    return test.Categories;
                default:
                    return null;
            }
        }
    }
}
