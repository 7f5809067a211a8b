package dev.buildserver.agent.cached.build;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What processes of MSBuild need so as to take orders.
 *
 * @param name theirs begin with it, in the scratch folder
 * @param socketName file of the socket on which they are awaited
 */
public record DriverFiles(Setting setting, String name, String socketName) {
    private static final String PROJECT =
            """
            <Project>
              <UsingTask TaskName="BuildServer.MSBuild.Driver" AssemblyFile="%s" />
              <Target Name="Drive">
                <Driver Name="%d" Socket="%s" />
              </Target>
            </Project>
            """;

    /** On which drivers are to be awaited. */
    public Path socket() {
        return setting.sockets().resolve(socketName);
    }

    /**
     * Writes the project of a driver, which makes it one.
     *
     * @param events gets to know where its logger writes
     */
    public void prepare(int number, DriverEvents events) throws IOException {
        Files.writeString(
                file(number, "proj"),
                PROJECT.formatted(
                        setting.logger(), number, setting.socketsInside() + "/" + socketName));
        events.follow(Integer.toString(number), file(number, "jsonl"));
    }

    /** A file of one driver. */
    Path file(int number, String ending) {
        return setting.scratch().resolve(name + "-" + number + "." + ending);
    }
}
