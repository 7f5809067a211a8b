using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;

namespace BuildServer.MSBuild
{
    /// <summary>
    /// Writes what a description of a solution needs and targets can't say: which files each project imports, and with which
    /// global properties it is built. Use: <c>-logger:BuildServer.MSBuild.EvaluationLogger,PATH/BuildServer.MSBuild.dll;FILE</c>
    /// with <c>MSBUILDLOGIMPORTS=1</c> in the environment and <c>-m:1</c>, since reused nodes lose imports.
    /// <code>
    /// {"event":"instance","time":T,"project":P,"properties":["Configuration=Release"]}   each one that is asked to describe itself
    /// {"event":"solution","time":T,"configurations":XML}                                   once: what instances have as
    ///                                                                                      CurrentSolutionConfigurationContents
    /// {"event":"imports","time":T,"project":P,"files":["/a/b.props"]}                     at the end, of all its evaluations
    /// {"event":"targets","time":T,"files":["/a/b.targets"]}                               at the end: which files targets came from that ran
    /// </code>
    /// Errors and warnings are as those of <see cref="JsonLogger"/>, which writes to the same file.
    /// </summary>
    public sealed class EvaluationLogger : Logger
    {
        private const string Question = "BuildServerDescribe";

        /// <summary>As large as the solution, and the same for all of its projects: said once, and left empty in these.</summary>
        private const string Configurations = "CurrentSolutionConfigurationContents";

        private readonly Dictionary<int, string> evaluations = new Dictionary<int, string>();
        private readonly SortedDictionary<string, SortedSet<string>> imports =
            new SortedDictionary<string, SortedSet<string>>(StringComparer.Ordinal);
        private readonly SortedSet<string> targets = new SortedSet<string>(StringComparer.Ordinal);
        private readonly HashSet<int> instances = new HashSet<int>();
        private bool solutionSaid;
        private JsonLines lines = JsonLines.Nowhere;

        public override void Initialize(IEventSource events)
        {
            lines = JsonLines.AppendTo(Parameters);
            new JsonLogger().WriteTo(lines, events);
            events.AnyEventRaised += (_, e) => OnEvent(e);
            events.ProjectStarted += (_, e) => OnProjectStarted(e);
            events.TargetStarted += (_, e) => targets.Add(e.TargetFile ?? "");
            events.BuildFinished += (_, e) => OnBuildFinished(e.Timestamp);
        }

        public override void Shutdown() => lines.Dispose();

        private void OnEvent(BuildEventArgs e)
        {
            int evaluation = e.BuildEventContext?.EvaluationId ?? BuildEventContext.InvalidEvaluationId;
            if (e is ProjectEvaluationStartedEventArgs started)
            {
                evaluations[evaluation] = started.ProjectFile;
            }
            else if (e is ProjectImportedEventArgs import && !import.ImportIgnored && !string.IsNullOrEmpty(import.ImportedProjectFile)
                && evaluations.TryGetValue(evaluation, out string? project))
            {
                if (!imports.TryGetValue(project, out SortedSet<string>? files))
                {
                    imports[project] = files = new SortedSet<string>(StringComparer.Ordinal);
                }
                files.Add(import.ImportedProjectFile);
            }
        }

        private void OnProjectStarted(ProjectStartedEventArgs e)
        {
            bool described = (e.TargetNames ?? "").Split(';').Contains(Question);
            if (described && e.GlobalProperties != null && instances.Add(e.BuildEventContext?.ProjectInstanceId ?? 0))
            {
                if (!solutionSaid && e.GlobalProperties.TryGetValue(Configurations, out string? xml))
                {
                    solutionSaid = true;
                    lines.Write("solution", e.Timestamp, ("configurations", xml));
                }
                string[] properties = e.GlobalProperties
                    .Select(property => property.Key + "=" + (property.Key == Configurations ? "" : property.Value))
                    .OrderBy(text => text, StringComparer.Ordinal)
                    .ToArray();
                lines.Write("instance", e.Timestamp, ("project", e.ProjectFile), ("properties", properties));
            }
        }

        private void OnBuildFinished(DateTime time)
        {
            foreach (KeyValuePair<string, SortedSet<string>> project in imports)
            {
                lines.Write("imports", time, ("project", project.Key), ("files", project.Value.ToArray()));
            }
            lines.Write("targets", time, ("files", targets.ToArray()));
        }
    }
}
