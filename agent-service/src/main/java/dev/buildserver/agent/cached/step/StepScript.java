package dev.buildserver.agent.cached.step;

import dev.buildserver.agent.cached.build.DriverEvents;
import dev.buildserver.agent.cached.build.DriverFiles;
import dev.buildserver.agent.cached.build.Setting;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The command that starts the drivers of steps. They compile nothing. */
final class StepScript {
    private static final String NAME = "steps";

    /** Arguments: number of drivers, files without their numbers, logger, command. */
    private static final String SCRIPT =
            """
            count=$1; files=$2; logger=$3; shift 3
            while [ "$count" -gt 0 ]; do
                "$@" "$files-$count.proj" -target:Drive -nologo -m:1 -nr:false -v:m -clp:NoSummary \
                    "-logger:BuildServer.MSBuild.JsonLogger,$logger;$files-$count.jsonl" &
                count=$((count - 1))
            done
            wait
            """;

    private final Setting setting;
    private final DriverFiles files;
    private final int drivers;

    /**
     * @param drivers how many
     */
    StepScript(Setting setting, int drivers) {
        this.setting = setting;
        this.files = new DriverFiles(setting, NAME, NAME);
        this.drivers = drivers;
    }

    /** On which drivers are to be awaited. */
    Path socket() {
        return files.socket();
    }

    /**
     * Writes what the drivers need.
     *
     * @param events gets to know where their loggers write
     */
    List<String> command(DriverEvents events) throws IOException {
        for (int number = 1; number <= drivers; number++) {
            files.prepare(number, events);
        }
        return List.of(
                "/bin/sh",
                "-c",
                SCRIPT,
                NAME,
                Integer.toString(drivers),
                setting.scratchInside() + "/" + NAME,
                setting.logger(),
                setting.dotnet(),
                "msbuild");
    }
}
