package dev.buildserver.agent.execute.warm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.buildserver.agent.cached.entry.Observed;
import dev.buildserver.agent.cached.tree.Tree;
import dev.buildserver.agent.execute.warm.TestMemory.Passed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestMemoryTest {
    private static final String PROJECT = "src/A.Tests/A.Tests.csproj";

    @TempDir private Path temporary;
    private Path work;
    private Path source;
    private Path results;
    private TestMemory memory;

    @BeforeEach
    void testsThatLookedAtAFilePassed() throws IOException {
        work = temporary.toRealPath();
        source = Files.createDirectories(work.resolve("src"));
        Files.writeString(source.resolve("data.txt"), "1");
        results = Files.createDirectories(work.resolve("first/A.Tests.csproj"));
        Files.createDirectories(results.resolve("net8.0"));
        Files.writeString(results.resolve("net8.0/results.trx"), "passed");
        memory = new TestMemory(work.resolve("passed"));
        memory.remember(PROJECT, passed(), results);
    }

    private Passed passed() throws IOException {
        return new Passed(
                "options",
                "c1",
                List.of(Observed.of(Observed.Kind.CONTENT, "data.txt", Tree.of(source, "c1"))));
    }

    @Test
    void theyAreNotAffectedWhereAllIsAsItWas() throws IOException {
        // When
        assertThat(unaffected("options")).isTrue();
        Path target = work.resolve("second/A.Tests.csproj");
        memory.bring(PROJECT, target);

        // Then
        assertThat(target.resolve("net8.0/results.trx")).hasContent("passed");
    }

    @Test
    void otherOptionsOrAnotherContentAffectThem() throws IOException {
        assertThat(unaffected("others")).isFalse();
        Files.writeString(source.resolve("data.txt"), "2");
        assertThat(unaffected("options")).isFalse();
    }

    @Test
    void allAreForgottenAtOnce() throws IOException {
        // When
        memory.forgetAll();

        // Then
        assertThat(unaffected("options")).isFalse();
        new TestMemory(work.resolve("never-written")).forgetAll();
    }

    @Test
    void whatIsForgottenOrDamagedSaysNothing() throws IOException {
        // Given
        memory.forget(PROJECT);
        assertThat(unaffected("options")).isFalse();
        memory.remember(PROJECT, passed(), results);

        // When
        try (var files = Files.walk(work.resolve("passed"))) {
            for (Path file : files.filter(f -> f.toString().endsWith(".json")).toList()) {
                Files.writeString(file, "{\"options\":");
            }
        }

        // Then
        assertThat(unaffected("options")).isFalse();
    }

    @Test
    void resultsOfALaterRunTakeThePlaceOfEarlierOnes() throws IOException {
        // Given
        Files.move(results.resolve("net8.0"), results.resolve("net9.0"));
        memory.remember(PROJECT, passed(), results);

        // When
        Path target = work.resolve("second/A.Tests.csproj");
        memory.bring(PROJECT, target);

        // Then
        assertThat(target.resolve("net8.0/results.trx")).doesNotExist();
        assertThat(target.resolve("net9.0/results.trx")).hasContent("passed");
    }

    @Test
    void nothingIsWrittenOrReadOverALinkOfTheBuild() throws IOException {
        // Given
        Path elsewhere = Files.createDirectories(work.resolve("elsewhere"));
        Path link = Files.createSymbolicLink(work.resolve("second"), elsewhere);

        // When / Then
        assertThatThrownBy(() -> memory.bring(PROJECT, link.resolve("A.Tests.csproj")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("leads elsewhere");
        assertThat(elsewhere).isEmptyDirectory();
        Files.createDirectory(elsewhere.resolve("A.Tests.csproj"));
        assertThatThrownBy(() -> memory.remember(PROJECT, passed(), link.resolve("A.Tests.csproj")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("leads elsewhere");
    }

    private boolean unaffected(String options) throws IOException {
        return memory.unaffected(PROJECT, options, Tree.of(source, "c2")).isPresent();
    }
}
