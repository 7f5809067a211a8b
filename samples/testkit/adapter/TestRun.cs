using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Threading.Tasks;
using Microsoft.VisualStudio.TestPlatform.ObjectModel;
using NUnit.Framework;

namespace BuildServer.TestKit.Adapter
{
    /// <summary>Runs one test on a fresh instance of its class and captures what it prints.</summary>
    internal static class TestRun
    {
        internal static TestResult Of(DiscoveredTest test)
        {
            var result = new TestResult(test.Case)
            {
                ComputerName = Environment.MachineName,
                StartTime = DateTimeOffset.UtcNow,
                Outcome = TestOutcome.Passed,
            };
            if (test.IgnoreReason != null)
            {
                result.Outcome = TestOutcome.Skipped;
                result.ErrorMessage = test.IgnoreReason;
                result.EndTime = result.StartTime;
                return result;
            }

            TextWriter console = Console.Out;
            var printed = new StringWriter();
            Console.SetOut(printed);
            var watch = Stopwatch.StartNew();
            try
            {
                Run(test);
            }
            catch (Exception e)
            {
                result.Outcome = TestOutcome.Failed;
                result.ErrorMessage = e is AssertionException ? e.Message : $"{e.GetType().FullName} : {e.Message}";
                result.ErrorStackTrace = FramesOfTheTest(e.StackTrace);
            }
            finally
            {
                Console.SetOut(console);
            }
            result.Duration = watch.Elapsed;
            result.EndTime = result.StartTime + watch.Elapsed;
            if (printed.GetStringBuilder().Length > 0)
            {
                result.Messages.Add(new TestResultMessage(TestResultMessage.StandardOutCategory, printed.ToString()));
            }
            return result;
        }

        /// <summary>Without the call of the test and the inside of its claims.</summary>
        private static string FramesOfTheTest(string stackTrace) =>
            string.Join(
                Environment.NewLine,
                stackTrace.Split(new[] { Environment.NewLine }, StringSplitOptions.None)
                    .TakeWhile(line => !line.StartsWith("   at System.RuntimeMethodHandle.", StringComparison.Ordinal))
                    .Where(line => !line.StartsWith("   at NUnit.Framework.", StringComparison.Ordinal)));

        private static void Run(DiscoveredTest test)
        {
            object instance = test.Method.IsStatic ? null : Activator.CreateInstance(test.Type, BindingFlags.DoNotWrapExceptions, null, null, null);
            try
            {
                InvokeAll<SetUpAttribute>(test.Type, instance);
                object returned = Invoke(test.Method, instance, test.Arguments?.Arguments);
                if (test.Arguments != null && test.Arguments.HasExpectedResult)
                {
                    Assert.That(returned, Is.EqualTo(test.Arguments.ExpectedResult));
                }
            }
            finally
            {
                InvokeAll<TearDownAttribute>(test.Type, instance);
                (instance as IDisposable)?.Dispose();
            }
        }

        private static void InvokeAll<TAttribute>(Type type, object instance)
            where TAttribute : Attribute
        {
            foreach (MethodInfo method in type.GetMethods())
            {
                if (instance != null && method.IsDefined(typeof(TAttribute)))
                {
                    Invoke(method, instance, null);
                }
            }
        }

        private static object Invoke(MethodInfo method, object instance, object[] arguments)
        {
            object returned = method.Invoke(instance, BindingFlags.DoNotWrapExceptions, null, arguments, null);
            if (returned is Task task)
            {
                task.GetAwaiter().GetResult();
            }
            return returned;
        }
    }
}
