package dev.buildserver.agent.trace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.buildserver.agent.sandbox.SandboxFixture;
import dev.buildserver.agent.sandbox.SandboxPlan;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A shell in a real sandbox whose accesses are traced, in a folder with three files. */
abstract class TracedShell {
    @TempDir Path folder;
    SandboxFixture fixture;

    @BeforeEach
    final void open() throws Exception {
        fixture = new SandboxFixture(folder);
        for (String name : List.of("a.txt", "b.txt", "c.txt")) {
            Files.writeString(fixture.workspace().resolve(name), name);
        }
    }

    @AfterEach
    final void close() {
        fixture.close();
    }

    /** What the script reached for; nothing of the trace is lost. */
    final List<Access> trace(String script) throws Exception {
        SandboxPlan plan = fixture.traced();
        fixture.run(plan, script);
        List<Access> accesses = new ArrayList<>();
        Optional<String> damage = TraceFile.read(plan.trace().orElseThrow(), accesses::add);
        assertThat(damage).as("%s", fixture.lines()).isEmpty();
        return accesses;
    }

    /** The same, by intervals. */
    final AttributedTrace attributed(String script) throws Exception {
        SandboxPlan plan = fixture.traced();
        fixture.run(plan, script);
        AttributedTrace trace =
                AttributedTrace.read(plan.trace().orElseThrow(), Program::isCompilerServer);
        assertThat(trace.damage()).as("%s", fixture.lines()).isEmpty();
        return trace;
    }
}
