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
    private final DriverFiles files;

    DriverScript(Setting setting) {
        this.setting = setting;
        this.files = new DriverFiles(setting, "driver", "drivers");
    }

    /** On which drivers are to be awaited. */
    Path socket() {
        return files.socket();
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
        files.prepare(number, events);
    }

    /** Whether the process has ended. */
    boolean ended(int number) {
        return Files.exists(files.file(number, "ended"));
    }
}
