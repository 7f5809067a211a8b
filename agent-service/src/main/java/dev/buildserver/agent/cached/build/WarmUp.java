package dev.buildserver.agent.cached.build;

import dev.buildserver.agent.cached.drive.Feed;
import dev.buildserver.agent.cached.drive.Order;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A project of no use for each driver: once it is built, the code of MSBuild and of the compiler is
 * compiled for this machine, and the SDK's files are read. Nothing comes of it if it can't be
 * built.
 */
final class WarmUp implements Feed {
    /** No solution has so many projects: numbers must differ from theirs. */
    private static final int FIRST_NUMBER = 1_000_000;

    private static final String PROJECT =
            """
            <Project>
              <PropertyGroup>
                <ImportDirectoryBuildProps>false</ImportDirectoryBuildProps>
                <ImportDirectoryBuildTargets>false</ImportDirectoryBuildTargets>
              </PropertyGroup>
              <Import Project="Sdk.props" Sdk="Microsoft.NET.Sdk" />
              <PropertyGroup>
                <TargetFramework>%s</TargetFramework>
              </PropertyGroup>
              <Import Project="Sdk.targets" Sdk="Microsoft.NET.Sdk" />
              <!-- It would tell people where the library is. -->
              <Target Name="CopyFilesToOutputDirectory" />
            </Project>
            """;

    /** What restore leaves for a project without packages. */
    private static final String ASSETS =
            """
            {"version": 3, "targets": {"%1$s": {}}, "libraries": {},
             "projectFileDependencyGroups": {"%1$s": []}, "packageFolders": {},
             "project": {"version": "1.0.0", "frameworks": {"%1$s": {}}}}
            """;

    private static final String SOURCE = "static class Warm { static int Up() => 1; }\n";

    private final DriverEvents events;
    private final Iterator<Order> orders;
    private final Set<String> served = new HashSet<>();
    private int waiting;
    private int ready;

    private WarmUp(DriverEvents events, List<Order> orders) {
        this.events = events;
        this.orders = orders.iterator();
        this.waiting = orders.size();
    }

    /** Writes a project for each driver. */
    static WarmUp prepare(Setting setting, int drivers, DriverEvents events) throws IOException {
        List<Order> orders = new ArrayList<>();
        for (int number = 1; number <= drivers; number++) {
            Path folder = setting.scratch().resolve("warm-" + number);
            Files.createDirectories(folder.resolve("obj"));
            Path project = folder.resolve("Warm.csproj");
            Files.writeString(project, PROJECT.formatted(setting.framework()));
            Files.writeString(folder.resolve("Warm.cs"), SOURCE);
            Files.writeString(
                    folder.resolve("obj/project.assets.json"),
                    ASSETS.formatted(setting.framework()));
            orders.add(
                    new Order(
                            FIRST_NUMBER + number,
                            setting.inside(project),
                            List.of(Map.of("SharedCompilationId", setting.compilerPipe()))));
        }
        return new WarmUp(events, orders);
    }

    @Override
    public Optional<Order> next(String driver) {
        if (!orders.hasNext() || !served.add(driver)) {
            return Optional.empty();
        }
        waiting--;
        return Optional.of(orders.next());
    }

    @Override
    public int waiting() {
        return waiting;
    }

    @Override
    public boolean exhausted() {
        // What comes after it is another's matter.
        return false;
    }

    @Override
    public void done(Order order, String driver, boolean succeeded, long millis)
            throws IOException {
        ready++;
        events.skip(driver);
    }

    /** How many drivers have got ready. */
    int ready() {
        return ready;
    }

    @Override
    public void lost(Order order) {
        // It was of no use.
    }
}
