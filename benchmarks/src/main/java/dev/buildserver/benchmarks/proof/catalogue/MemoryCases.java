package dev.buildserver.benchmarks.proof.catalogue;

import dev.buildserver.benchmarks.proof.solution.Binaries;
import java.util.List;

/** What a process knows from one project when it builds the next. */
final class MemoryCases {
    private static final List<String> THREE = List.of("One", "Two", "Three");
    private static final String ALL_MISS = "One MISS, Two MISS, Three MISS";

    private MemoryCases() {}

    static List<CatalogueCase> all() {
        Cases cases = new Cases();
        onceInAProcess(cases);
        readByMSBuild(cases);
        return cases.all();
    }

    // Three projects and two drivers: one of them builds two of these at least.
    private static void onceInAProcess(Cases cases) {
        cases.add(
                        "AskedOnce",
                        ALL_MISS,
                        c -> {
                            THREE.forEach(name -> c.library(name, ASKS));
                            c.file("shared/Version.proj", ANSWERS)
                                    .file("shared/version.txt", "1\n");
                        },
                        c -> c.file("shared/version.txt", "2\n"))
                .add(
                        "ReadOnceByATask",
                        ALL_MISS,
                        c -> {
                            THREE.forEach(name -> c.library(name, TASK_WITH_MEMORY));
                            c.file("version.txt", "1");
                        },
                        c -> c.file("version.txt", "2"));
    }

    private static void readByMSBuild(Cases cases) {
        cases.add(
                        "TaskOfASourceFile",
                        ALL_MISS,
                        c -> {
                            THREE.forEach(name -> c.library(name, TASK_OF_A_FILE));
                            c.file("tools/task.txt", TASK_FILE);
                        },
                        c -> c.replace("tools/task.txt", "one", "two"))
                .add(
                        "BesideALibrary",
                        ALL_MISS + ", App MISS",
                        c -> {
                            THREE.forEach(
                                    name ->
                                            c.library(
                                                    name,
                                                    "<ItemGroup><Reference Include=\"External\" HintPath=\"../lib/External.dll\" /></ItemGroup>"));
                            c.bytes("lib/External.dll", Binaries.FIRST.bytes())
                                    .program("App", "", "One");
                            c.replace("One/C.cs", "+ 10", "+ External.Answer.Number()");
                        },
                        c -> c.file("lib/External.xml", "<doc />\n"));
    }

    private static final String ASKS =
            """
            <Target Name="Ask" BeforeTargets="GetAssemblyVersion">
              <MSBuild Projects="../shared/Version.proj" Targets="Tell"><Output TaskParameter="TargetOutputs" PropertyName="Company" /></MSBuild>
            </Target>
            """;

    private static final String ANSWERS =
            """
            <Project>
              <Target Name="Tell" Returns="$(Told)">
                <ReadLinesFromFile File="version.txt"><Output TaskParameter="Lines" PropertyName="Told" /></ReadLinesFromFile>
              </Target>
            </Project>
            """;

    private static final String TASK_WITH_MEMORY =
            """
              <UsingTask TaskName="Recall" TaskFactory="RoslynCodeTaskFactory" AssemblyFile="$(MSBuildToolsPath)/Microsoft.Build.Tasks.Core.dll">
                <ParameterGroup><File /><Value Output="true" /></ParameterGroup>
                <Task><Code Type="Fragment" Language="cs"><![CDATA[
                  var engine = (IBuildEngine4)BuildEngine;
                  object known = engine.GetRegisteredTaskObject("recall", RegisteredTaskObjectLifetime.Build);
                  if (known == null)
                  {
                      known = System.IO.File.ReadAllText(File);
                      engine.RegisterTaskObject("recall", known, RegisteredTaskObjectLifetime.Build, false);
                  }
                  Value = (string)known;
                ]]></Code></Task>
              </UsingTask>
              <Target Name="AskMemory" BeforeTargets="GetAssemblyVersion">
                <Recall File="$(MSBuildProjectDirectory)/../version.txt"><Output TaskParameter="Value" PropertyName="Company" /></Recall>
              </Target>
            """;

    private static final String TASK_OF_A_FILE =
            """
              <UsingTask TaskName="Tell" TaskFactory="RoslynCodeTaskFactory" AssemblyFile="$(MSBuildToolsPath)/Microsoft.Build.Tasks.Core.dll">
                <ParameterGroup><Value Output="true" /></ParameterGroup>
                <Task><Code Type="Fragment" Language="cs" Source="$(MSBuildProjectDirectory)/../tools/task.txt" /></Task>
              </UsingTask>
              <Target Name="AskTask" BeforeTargets="GetAssemblyVersion">
                <Tell><Output TaskParameter="Value" PropertyName="Company" /></Tell>
              </Target>
            """;

    private static final String TASK_FILE =
            """
            public class Tell : Microsoft.Build.Utilities.Task
            {
                [Microsoft.Build.Framework.Output] public string Value { get; set; }
                public override bool Execute() { Value = "one"; return true; }
            }
            """;
}
