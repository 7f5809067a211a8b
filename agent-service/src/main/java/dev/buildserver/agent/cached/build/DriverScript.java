package dev.buildserver.agent.cached.build;

import dev.buildserver.agent.cached.tree.Tree;
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
public record DriverScript(Path socket, List<String> command, String shown) {
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
                "$dotnet" msbuild "$folder/$name-$count.proj" "$@" \
                    "-logger:BuildServer.MSBuild.JsonLogger,$logger;$folder/$name-$count.jsonl" &
                drivers="$drivers $!"
                count=$((count - 1))
            done
            wait $drivers
            """;

    /** For building projects. */
    static DriverScript write(Setting setting, Tree tree, DriverEvents events) throws IOException {
        List<String> options = new ArrayList<>();
        String responseFile = ProjectKeys.responseFile(setting.solution(), tree);
        if (responseFile != null) {
            options.add("@" + setting.inside().source() + "/" + responseFile);
        }
        return write(setting, "driver", setting.compilerServer(), options, events);
    }

    /**
     * For what follows: nothing is compiled.
     *
     * @param name tells the files of these drivers apart
     */
    public static DriverScript afterBuild(Setting setting, String name, DriverEvents events)
            throws IOException {
        return write(setting, name, "-", List.of(), events);
    }

    private static DriverScript write(
            Setting setting,
            String name,
            String compilerServer,
            List<String> more,
            DriverEvents events)
            throws IOException {
        for (int number = 1; number <= setting.drivers(); number++) {
            Files.writeString(
                    setting.scratch().resolve(name + "-" + number + ".proj"),
                    PROJECT.formatted(
                            setting.logger(), number, setting.socketsInside() + "/" + name));
            events.follow(
                    Integer.toString(number),
                    setting.scratch().resolve(name + "-" + number + ".jsonl"));
        }
        List<String> command =
                new ArrayList<>(
                        List.of(
                                "/bin/sh",
                                "-c",
                                "logger=" + setting.logger() + "; name=" + name + "\n" + SCRIPT,
                                "drivers",
                                Integer.toString(setting.drivers()),
                                setting.scratchInside(),
                                compilerServer,
                                setting.compilerPipe(),
                                setting.dotnet()));
        List<String> options = new ArrayList<>(more);
        options.addAll(
                List.of("-target:Drive", "-nologo", "-m:1", "-nr:false", "-v:m", "-clp:NoSummary"));
        command.addAll(options);
        return new DriverScript(
                setting.sockets().resolve(name),
                command,
                "dotnet msbuild, one process for each of several projects");
    }
}
