package dev.buildserver.agent.cached.step;

import dev.buildserver.agent.cached.build.DriverEvents;
import dev.buildserver.agent.cached.build.Setting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The command that starts the drivers of steps. They compile nothing. */
final class StepScript {
    private static final String NAME = "steps";

    private static final String PROJECT =
            """
            <Project>
              <UsingTask TaskName="BuildServer.MSBuild.Driver" AssemblyFile="%s" />
              <Target Name="Drive">
                <Driver Name="%d" Socket="%s" />
              </Target>
            </Project>
            """;

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
    private final int drivers;

    /**
     * @param drivers how many
     */
    StepScript(Setting setting, int drivers) {
        this.setting = setting;
        this.drivers = drivers;
    }

    /** On which drivers are to be awaited. */
    Path socket() {
        return setting.sockets().resolve(NAME);
    }

    /**
     * Writes what the drivers need.
     *
     * @param events gets to know where their loggers write
     */
    List<String> command(DriverEvents events) throws IOException {
        for (int number = 1; number <= drivers; number++) {
            Files.writeString(
                    setting.scratch().resolve(NAME + "-" + number + ".proj"),
                    PROJECT.formatted(
                            setting.logger(), number, setting.socketsInside() + "/" + NAME));
            events.follow(
                    Integer.toString(number),
                    setting.scratch().resolve(NAME + "-" + number + ".jsonl"));
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
