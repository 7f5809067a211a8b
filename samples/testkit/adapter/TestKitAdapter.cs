using System.Collections.Generic;
using System.Linq;
using Microsoft.VisualStudio.TestPlatform.ObjectModel;
using Microsoft.VisualStudio.TestPlatform.ObjectModel.Adapter;
using Microsoft.VisualStudio.TestPlatform.ObjectModel.Logging;

namespace BuildServer.TestKit.Adapter
{
    /// <summary>Answers the test platform's two questions: which tests are there, and what became of them.</summary>
    [FileExtension(".dll")]
    [DefaultExecutorUri(Uri)]
    [ExtensionUri(Uri)]
    public sealed class TestKitAdapter : ITestDiscoverer, ITestExecutor
    {
        internal const string Uri = "executor://buildserver-testkit/v1";

        private volatile bool cancelled;

        public void DiscoverTests(
            IEnumerable<string> sources, IDiscoveryContext context, IMessageLogger log, ITestCaseDiscoverySink sink)
        {
            foreach (DiscoveredTest test in sources.SelectMany(TestDiscovery.In))
            {
                sink.SendTestCase(test.Case);
            }
        }

        public void RunTests(IEnumerable<string> sources, IRunContext context, IFrameworkHandle results)
        {
            var filter = new TestFilter(context);
            Run(sources.SelectMany(TestDiscovery.In).Where(filter.Accepts), results);
        }

        public void RunTests(IEnumerable<TestCase> tests, IRunContext context, IFrameworkHandle results)
        {
            foreach (IGrouping<string, TestCase> chosen in tests.GroupBy(test => test.Source))
            {
                var names = new HashSet<string>(chosen.Select(test => test.FullyQualifiedName));
                Run(TestDiscovery.In(chosen.Key).Where(test => names.Contains(test.Case.FullyQualifiedName)), results);
            }
        }

        public void Cancel() => cancelled = true;

        private void Run(IEnumerable<DiscoveredTest> tests, IFrameworkHandle results)
        {
            foreach (DiscoveredTest test in tests.TakeWhile(_ => !cancelled))
            {
                results.RecordStart(test.Case);
                TestResult result = TestRun.Of(test);
                results.RecordEnd(test.Case, result.Outcome);
                results.RecordResult(result);
            }
        }
    }
}
