package dev.buildserver.agent.cached.build;

import dev.buildserver.agent.cached.tree.Tree;
import dev.buildserver.agent.cached.tree.TreePath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The command that starts a build's drivers, each when its number is told, and the compiler server
 * beside them: started by a driver, it would be taken for the work of one project.
 */
final class DriverScript {
    private static final String SOCKET = "drivers";

    private static final String PROJECT =
            """
            <Project>
              <UsingTask TaskName="BuildServer.MSBuild.Driver" AssemblyFile="%s" />
              <Target Name="Drive">
                <Driver Name="%d" Socket="%s" />
              </Target>
            </Project>
            """;

    /** Arguments: folder, compiler server, name of its pipe, command. */
    private static final String SCRIPT =
            """
            folder=$1; server=$2; pipe=$3; dotnet=$4; shift 4
            if [ -f "$server" ]; then
                "$dotnet" exec "$server" "-pipename:$pipe" >/dev/null 2>&1 &
            fi
            drivers=
            while read -r number; do
                {
                    "$dotnet" msbuild "$folder/driver-$number.proj" "$@" \
                        "-logger:BuildServer.MSBuild.JsonLogger,$logger;$folder/driver-$number.jsonl"
                    : >"$folder/driver-$number.ended"
                } &
                drivers="$drivers $!"
            done
            [ -z "$drivers" ] || wait $drivers
            """;

    private final Setting setting;

    DriverScript(Setting setting) {
        this.setting = setting;
    }

    /** On which drivers are to be awaited. */
    Path socket() {
        return setting.sockets().resolve(SOCKET);
    }

    /** The command for people. */
    String shown() {
        return "dotnet msbuild, one process for each of several projects";
    }

    List<String> command(Tree tree) throws IOException {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                "/bin/sh",
                                "-c",
                                "logger=" + setting.logger() + "\n" + SCRIPT,
                                "drivers",
                                setting.scratchInside(),
                                setting.compilerServer(),
                                setting.compilerPipe(),
                                setting.dotnet()));
        String responseFile = ProjectKeys.responseFile(setting.solution(), tree);
        if (responseFile != null) {
            command.add("@" + setting.inside().source() + "/" + TreePath.text(responseFile));
        }
        command.addAll(
                List.of("-target:Drive", "-nologo", "-m:1", "-nr:false", "-v:m", "-clp:NoSummary"));
        return command;
    }

    /**
     * Writes what a driver needs, before its number is told.
     *
     * @param events gets to know where its logger writes
     */
    void prepare(int number, DriverEvents events) throws IOException {
        Files.writeString(
                setting.scratch().resolve("driver-" + number + ".proj"),
                PROJECT.formatted(
                        setting.logger(), number, setting.socketsInside() + "/" + SOCKET));
        events.follow(
                Integer.toString(number), setting.scratch().resolve("driver-" + number + ".jsonl"));
    }

    /** Whether the process has ended. */
    boolean ended(int number) {
        return Files.exists(setting.scratch().resolve("driver-" + number + ".ended"));
    }
}
