package dev.buildserver.benchmarks.proof.solution;

import java.util.List;
import java.util.stream.Collectors;

/** Texts of source files. */
public final class Sources {
    /** A shell script that prints C#; reads a file that no project declares. */
    static final String GENERATE =
            """
            # Prints a source file that holds what tools/seed.txt says.
            text=$(cat "$(dirname "$0")/seed.txt")
            echo "internal static class Generated { internal const string Text = \\"$text\\"; }"
            """;

    /** C# that differs where MARK or EXTRA is defined. */
    static final String MARK =
            """
            namespace %s
            {
                public static class Mark
                {
            #if MARK
                    public const string Text = "marked";
            #elif EXTRA
                    public const string Text = "extra";
            #else
                    public const string Text = "plain";
            #endif
                }
            }
            """;

    /** A task in the project file that probes for a file. */
    static final String INLINE_TASK =
            """
              <UsingTask TaskName="Probe" TaskFactory="RoslynCodeTaskFactory" AssemblyFile="$(MSBuildToolsPath)/Microsoft.Build.Tasks.Core.dll">
                <ParameterGroup><Folder /><Found Output="true" /></ParameterGroup>
                <Task><Code Type="Fragment" Language="cs">Found = System.IO.File.Exists(Folder + "/o.txt") ? System.IO.File.ReadAllText(Folder + "/o.txt") : "no";</Code></Task>
              </UsingTask>
              <Target Name="RunProbe" BeforeTargets="CopyFilesToOutputDirectory">
                <Probe Folder="$(MSBuildProjectDirectory)/../../../opt"><Output TaskParameter="Found" PropertyName="ProbeResult" /></Probe>
                <WriteLinesToFile File="$(OutDir)probe.txt" Lines="$(ProbeResult)" Overwrite="true" />
              </Target>
            """;

    private Sources() {}

    /**
     * A class with members that edits find again: see {@link
     * dev.buildserver.benchmarks.proof.edit}.
     *
     * @param type name of the class
     * @param used namespaces of which it uses the class of the same name
     */
    public static String of(String namespace, String type, List<String> used) {
        String sum = sum(used, "%s.C0.V(x)");
        return """
                namespace %s
                {
                    /// <summary>Adds.</summary>
                    public static class %s
                    {
                        public const int K = 3;
                        public static int V(int x) => %s + 10;
                        internal static int Inner() => 5;
                        // comment 0
                    }
                }
                """
                .formatted(namespace, type, sum);
    }

    /** The same in Visual Basic. */
    static String basic(String type, List<String> used) {
        return """
                Public Module %s
                    Public Const K As Integer = 3
                    Public Function V(x As Integer) As Integer
                        Return %s + 10
                    End Function
                End Module
                """
                .formatted(type, sum(used, "%s.C0.V(x)"));
    }

    /**
     * What members of others add up to.
     *
     * @param call of one, with a place for its namespace
     */
    static String sum(List<String> used, String call) {
        return used.isEmpty()
                ? "x"
                : used.stream()
                        .map(other -> call.formatted(other) + " + " + other + ".C0.K")
                        .collect(Collectors.joining(" + "));
    }

    /** A class that uses internals of another project. */
    static String friend(String namespace, String other) {
        return "namespace %s { public static class UsesFriend { public static int Get() => %s.C0.Inner(); } }\n"
                .formatted(namespace, other);
    }

    /** Tests that pass. */
    static String tests(String namespace, String tested) {
        return """
                using NUnit.Framework;

                namespace %s
                {
                    [TestFixture]
                    public class Tests
                    {
                        [Test]
                        public void ConstantsAreInlined()
                        {
                            Assert.That(%s.C0.K, Is.EqualTo(%s.C0.K));
                        }
                    }
                }
                """
                .formatted(namespace, tested, tested);
    }
}
