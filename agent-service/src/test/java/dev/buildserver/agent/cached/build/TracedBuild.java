package dev.buildserver.agent.cached.build;

import dev.buildserver.agent.cached.describe.InsidePaths;
import dev.buildserver.agent.cached.entry.Entry;
import dev.buildserver.agent.cached.entry.Observed;
import dev.buildserver.agent.cached.tree.Tree;
import dev.buildserver.agent.trace.Access;
import dev.buildserver.agent.trace.AccessKind;
import dev.buildserver.agent.trace.Accesses;
import dev.buildserver.agent.trace.AttributedTrace;
import dev.buildserver.agent.trace.Interval;
import dev.buildserver.agent.trace.TracedPath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/**
 * A build that has been traced: of {@code App → Lib}, {@code Other} alone, and {@code Tasks} with
 * tasks of its own.
 */
abstract class TracedBuild {
    @TempDir Path folder;
    final Projects projects =
            new Projects().add("Lib").add("App", "Lib").add("Other").addWithTasks("Tasks");
    final List<Interval> intervals = new ArrayList<>();
    final List<Access> rest = new ArrayList<>();
    final List<Observed> looks = new ArrayList<>();
    Optional<String> damage = Optional.empty();

    @BeforeEach
    void tree() throws IOException {
        for (String file : List.of("tools/seed.txt", "src/App/a.cs", "src/Other/o.cs")) {
            Files.createDirectories(folder.resolve(file).getParent());
            Files.writeString(folder.resolve(file), file);
        }
    }

    void hit(String name, Observed... accesses) {
        hit(name, List.of(), accesses);
    }

    void hit(String name, List<String> foreseen, Observed... accesses) {
        Entry entry =
                new Entry(
                        List.of(accesses),
                        List.of(),
                        List.of(),
                        foreseen,
                        Map.of(),
                        List.of(),
                        null,
                        1,
                        "c0");
        projects.get(name).hit(entry, Map.of());
    }

    Observations observations() throws IOException {
        AttributedTrace trace =
                new AttributedTrace(intervals, new Accesses(rest, List.of()), damage);
        return new Observations(setting(), Tree.of(folder, "c1"), looks, projects.all(), trace);
    }

    static Access program(AccessKind kind, int errno, String path) {
        return new Access(9, kind, errno, TracedPath.of(path));
    }

    Observations.Of observe(String name) throws IOException {
        return observe(name, Tree.of(folder, "c1"));
    }

    Observations.Of observe(String name, Tree tree) throws IOException {
        AttributedTrace trace =
                new AttributedTrace(intervals, new Accesses(rest, List.of()), damage);
        return new Observations(setting(), tree, looks, projects.all(), trace)
                .of(projects.get(name));
    }

    void build(String name, Access... accesses) {
        intervals.add(
                new Interval(number(name), 1, true, new Accesses(List.of(accesses), List.of())));
    }

    String number(String name) {
        return Integer.toString(projects.get(name).number());
    }

    Setting setting() {
        return new Setting(
                folder,
                folder,
                new InsidePaths("/src", "/sdk"),
                "/agent",
                folder,
                "/sockets",
                folder,
                null,
                "image",
                Map.of(),
                "All.sln",
                List.of(),
                List.of(),
                "/sdk/dotnet",
                "/agent/logger.dll",
                "/sdk/server.dll",
                "pipe",
                "netcoreapp3.1",
                2,
                "project",
                "c1");
    }

    static Observed observed(Observed.Kind kind, String path, String state) {
        return new Observed(kind, path, state);
    }

    static Access write(String path) {
        return access(AccessKind.WRITE, path);
    }

    static Access read(String path) {
        return access(AccessKind.READ, path);
    }

    static Access absent(String path) {
        return new Access(1, AccessKind.PROBE, Access.NO_ENTRY, TracedPath.of(path));
    }

    static Access access(AccessKind kind, String path) {
        return new Access(1, kind, 0, TracedPath.of(path));
    }
}
