package dev.buildserver.agent.cached.build;

import dev.buildserver.agent.cached.tree.Tree;
import dev.buildserver.agent.cached.tree.TreePath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The command that starts a build's drivers, and the compiler server beside them: started by a
 * driver, it would be taken for the work of one project.
 *
 * @param socket on which drivers are to be awaited
 * @param shown for people
 */
record DriverScript(Path socket, List<String> command, String shown) {
    private static final String PROJECT =
            """
            <Project>
              <UsingTask TaskName="BuildServer.MSBuild.Driver" AssemblyFile="%s" />
              <Target Name="Drive">
                <Driver Name="%d" Socket="%s" />
              </Target>
            </Project>
            """;

    /** Arguments: number of drivers, folder, compiler server, name of its pipe, command. */
    private static final String SCRIPT =
            """
            count=$1; folder=$2; server=$3; pipe=$4; dotnet=$5; shift 5
            if [ -f "$server" ]; then
                "$dotnet" exec "$server" "-pipename:$pipe" >/dev/null 2>&1 &
            fi
            drivers=
            while [ "$count" -gt 0 ]; do
                "$dotnet" msbuild "$folder/driver-$count.proj" "$@" \
                    "-logger:BuildServer.MSBuild.JsonLogger,$logger;$folder/driver-$count.jsonl" &
                drivers="$drivers $!"
                count=$((count - 1))
            done
            wait $drivers
            """;

    static DriverScript write(Setting setting, Tree tree, DriverEvents events) throws IOException {
        String name = "drivers";
        for (int number = 1; number <= setting.drivers(); number++) {
            Files.writeString(
                    setting.scratch().resolve("driver-" + number + ".proj"),
                    PROJECT.formatted(
                            setting.logger(), number, setting.socketsInside() + "/" + name));
            events.follow(
                    Integer.toString(number),
                    setting.scratch().resolve("driver-" + number + ".jsonl"));
        }
        List<String> command =
                new ArrayList<>(
                        List.of(
                                "/bin/sh",
                                "-c",
                                "logger=" + setting.logger() + "\n" + SCRIPT,
                                "drivers",
                                Integer.toString(setting.drivers()),
                                setting.scratchInside(),
                                setting.compilerServer(),
                                setting.compilerPipe(),
                                setting.dotnet()));
        List<String> options = new ArrayList<>();
        String responseFile = ProjectKeys.responseFile(setting.solution(), tree);
        if (responseFile != null) {
            options.add("@" + setting.inside().source() + "/" + TreePath.text(responseFile));
        }
        options.addAll(
                List.of("-target:Drive", "-nologo", "-m:1", "-nr:false", "-v:m", "-clp:NoSummary"));
        command.addAll(options);
        return new DriverScript(
                setting.sockets().resolve(name),
                command,
                "dotnet msbuild, one process for each of several projects");
    }
}
