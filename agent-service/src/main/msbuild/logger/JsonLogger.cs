using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;

namespace BuildServer.MSBuild
{
    /// <summary>
    /// Appends one JSON object per line to a file, flushed at once, so that it can be read while the build runs.
    /// Use: <c>-logger:BuildServer.MSBuild.JsonLogger,PATH/BuildServer.MSBuild.dll;FILE</c>.
    /// <code>
    /// {"event":"buildStarted","time":T}
    /// {"event":"projectStarted","time":T,"id":1,"project":P,"framework":F,"targets":["Build"]}
    /// {"event":"error","time":T,"code":C,"message":M,"file":F,"line":1,"column":2,"endLine":1,"endColumn":5,"project":P,"framework":F}
    /// {"event":"warning", as error}
    /// {"event":"projectFinished","time":T,"id":1,"project":P,"framework":F,"ok":true}
    /// {"event":"buildFinished","time":T,"ok":true}
    /// </code>
    /// What is not known is left out; lines and columns count from 1, times are UTC. A framework is there only when the
    /// project has several. A project can start more than once (restore, build, one build per framework); the id tells
    /// them apart. What takes no time worth showing gets no lines: projects that are only asked about themselves by a
    /// referencing project, and targets that were built already.
    /// </summary>
    public sealed class JsonLogger : Logger
    {
        /// <summary>Of the projects under way, by their ids.</summary>
        private readonly Dictionary<int, string?> frameworks = new Dictionary<int, string?>();

        private readonly HashSet<(int Instance, string Targets)> begun = new HashSet<(int Instance, string Targets)>();
        private JsonLines lines = JsonLines.Nowhere;

        public override void Initialize(IEventSource events) => WriteTo(JsonLines.AppendTo(Parameters), events);

        /// <summary>The lines may be those of another logger.</summary>
        internal void WriteTo(JsonLines destination, IEventSource events)
        {
            OwnVariables.Hide();
            lines = destination;
            events.BuildStarted += (_, e) => lines.Write("buildStarted", e.Timestamp);
            events.BuildFinished += (_, e) => lines.Write("buildFinished", e.Timestamp, ("ok", e.Succeeded));
            events.ProjectStarted += (_, e) => OnProjectStarted(e);
            events.ProjectFinished += (_, e) => OnProjectFinished(e);
            events.ErrorRaised += (_, e) => OnDiagnostic(
                "error", e, e.Code, e.File, e.LineNumber, e.ColumnNumber, e.EndLineNumber, e.EndColumnNumber, e.ProjectFile);
            events.WarningRaised += (_, e) => OnDiagnostic(
                "warning", e, e.Code, e.File, e.LineNumber, e.ColumnNumber, e.EndLineNumber, e.EndColumnNumber, e.ProjectFile);
        }

        public override void Shutdown() => lines.Dispose();

        private void OnProjectStarted(ProjectStartedEventArgs e)
        {
            BuildEventContext context = e.BuildEventContext ?? BuildEventContext.Invalid;
            string targetNames = e.TargetNames ?? "";
            string[] targets = targetNames.Split(new[] { ';' }, StringSplitOptions.RemoveEmptyEntries);
            bool onlyAsked = targets.Length > 0 && targets.All(IsQuestion);
            if (onlyAsked || !begun.Add((context.ProjectInstanceId, targets.Length == 0 ? "Build" : targetNames)))
            {
                return;
            }
            string? framework = null;
            e.GlobalProperties?.TryGetValue("TargetFramework", out framework);
            int id = context.ProjectContextId;
            frameworks[id] = framework;
            lines.Write(
                "projectStarted", e.Timestamp,
                ("id", id), ("project", e.ProjectFile), ("framework", framework), ("targets", targets));
        }

        /// <summary>What MSBuild asks of a referenced project, by its own naming; whoever asks for more has work done.</summary>
        private static bool IsQuestion(string target) =>
            target.StartsWith("Get", StringComparison.Ordinal) || target.StartsWith("_", StringComparison.Ordinal);

        private void OnProjectFinished(ProjectFinishedEventArgs e)
        {
            int id = e.BuildEventContext?.ProjectContextId ?? 0;
            if (frameworks.Remove(id, out string? framework))
            {
                lines.Write(
                    "projectFinished", e.Timestamp,
                    ("id", id), ("project", e.ProjectFile), ("framework", framework), ("ok", e.Succeeded));
            }
        }

        private void OnDiagnostic(
            string kind, BuildEventArgs e, string? code, string? file, int line, int column, int endLine, int endColumn, string? project)
        {
            frameworks.TryGetValue(e.BuildEventContext?.ProjectContextId ?? 0, out string? framework);
            lines.Write(
                kind, e.Timestamp,
                ("code", code), ("message", e.Message), ("file", FullPath(file, project)),
                ("line", line), ("column", column), ("endLine", endLine), ("endColumn", endColumn),
                ("project", project), ("framework", framework));
        }

        /// <summary>Compilers name files relative to their project; tools such as <c>CSC</c> are no files and stay as they are.</summary>
        private static string? FullPath(string? file, string? project)
        {
            try
            {
                string? folder = Path.GetDirectoryName(project);
                string full = string.IsNullOrEmpty(folder) || string.IsNullOrEmpty(file) ? "" : Path.GetFullPath(Path.Combine(folder, file));
                return File.Exists(full) ? full : file;
            }
            catch (Exception e) when (e is ArgumentException || e is IOException || e is NotSupportedException)
            {
                return file;
            }
        }
    }
}
