package dev.buildserver.agent.fetch;

import dev.buildserver.agent.testing.DemoRepository;
import dev.buildserver.agent.testing.GitHttpServer;
import dev.buildserver.agent.testing.Leases;
import dev.buildserver.agent.testing.SourceRepository;
import dev.buildserver.contract.agent.Lease;
import dev.buildserver.domain.build.BuildStrategy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;

/** Builds of a repository, and the tree that they leave for the next. */
final class WarmBuilds implements AutoCloseable {
    private final DemoRepository demo;
    private FetchFixture fixture;

    WarmBuilds(Path folder) throws Exception {
        fixture = new FetchFixture(folder.resolve("work"), Map.of());
        demo = new DemoRepository(folder.resolve("repo"));
        demo.repository()
                .write("app/app.csproj", "<Project/>")
                .write("app/a.cs", "class A {}")
                .write("notes.txt", "notes")
                .write(".gitignore", "bin/\nobj/\n*.log\n")
                .commit("first");
    }

    FetchFixture fixture() {
        return fixture;
    }

    /** Goes on with other settings, in the same folders. */
    FetchFixture use(Map<String, String> settings) throws IOException {
        fixture = fixture.with(settings);
        return fixture;
    }

    GitHttpServer server() {
        return demo.server();
    }

    SourceRepository repository() {
        return demo.repository();
    }

    String url() {
        return demo.url();
    }

    Lease incremental() {
        return incremental("main");
    }

    Lease incremental(String ref) {
        return Leases.of(Leases.job(url(), ref), BuildStrategy.INCREMENTAL, Duration.ofMinutes(5));
    }

    Lease withHistory(String ref) {
        return Leases.of(
                Leases.withHistory(url(), ref).job(),
                BuildStrategy.INCREMENTAL,
                Duration.ofMinutes(5));
    }

    /** From fetch to end, with outputs and strays; its tree is kept only after a success. */
    void build(Lease lease, boolean success) throws Exception {
        Workspace workspace = fixture.workspaces.open(lease);
        Source source = fixture.fetch(workspace, lease);
        Files.createDirectories(workspace.source().resolve("app/obj"));
        Files.writeString(workspace.source().resolve("app/obj/app.dll"), "output");
        Files.createDirectories(workspace.source().resolve("bin"));
        Files.writeString(workspace.source().resolve("stray.log"), "log");
        if (success) {
            workspace.keep(source);
        }
        workspace.close();
    }

    /** Root of the tree that was kept. */
    Path warmSource() throws IOException {
        try (Stream<Path> trees = Files.list(fixture.workDir.resolve("warm"))) {
            return trees.findFirst().orElseThrow().resolve("src");
        }
    }

    @Override
    public void close() {
        fixture.close();
        demo.close();
    }
}
