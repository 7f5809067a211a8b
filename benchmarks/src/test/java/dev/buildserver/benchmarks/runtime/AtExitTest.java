package dev.buildserver.benchmarks.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.buildserver.benchmarks.stack.TemporaryFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtExitTest {
    @TempDir private Path outside;

    /** A benchmark that would never end by itself; it keeps the folder when told so. */
    static final class Endless {
        private Endless() {}

        public static void main(String[] arguments) throws Exception {
            TemporaryFolder folder = TemporaryFolder.create("buildserver-at-exit-");
            Files.writeString(folder.path().resolve("data"), "x");
            if (arguments[0].equals("keep")) {
                folder.keep();
            }
            System.out.println(folder.path());
            System.in.read();
        }
    }

    @Test
    void whatIsOpenIsClosedWhenTheBenchmarkIsToldToEnd() throws Exception {
        // Given
        Process benchmark = start("close");
        Path folder = Path.of(benchmark.inputReader().readLine());
        assertThat(folder).isDirectory();
        // When
        benchmark.destroy();
        // Then
        assertThat(benchmark.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(folder).doesNotExist();
    }

    @Test
    void whatIsToStayStays() throws Exception {
        // Given
        Process benchmark = start("keep");
        Path folder = Path.of(benchmark.inputReader().readLine());
        // When
        benchmark.destroy();
        // Then
        assertThat(benchmark.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(folder.resolve("data")).hasContent("x");
    }

    private Process start(String what) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Djava.io.tmpdir=" + outside,
                        "-cp",
                        System.getProperty("java.class.path"),
                        Endless.class.getName(),
                        what)
                .start();
    }
}
