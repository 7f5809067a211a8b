package dev.buildserver.agent.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.buildserver.agent.cached.tree.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TracerSourceIT {
    private static final Path SOURCES =
            Path.of("../agent-service/src/main/native").toAbsolutePath();
    private static final Path LIBRARIES =
            Path.of("../agent-service/src/main/resources/native").toAbsolutePath();
    private static final int LARGEST = 150_000;

    @TempDir Path work;

    @Test
    void theCommittedLibrariesWereBuiltOfTheseSources() throws Exception {
        // When
        Map<String, String> now = new TreeMap<>();
        for (Path folder : List.of(SOURCES, LIBRARIES)) {
            try (Stream<Path> files = Files.list(folder)) {
                for (Path file : files.filter(TracerSourceIT::decides).toList()) {
                    now.put(SOURCES.relativize(file).toString(), Sha256.of(file));
                }
            }
        }

        // Then
        Map<String, String> whenBuilt = new TreeMap<>();
        for (String line : Files.readAllLines(SOURCES.resolve("built.sha256"))) {
            String[] sumAndName = line.split("  ", 2);
            whenBuilt.put(sumAndName[1], sumAndName[0]);
        }
        assertThat(now).as("build-all.sh has to be run after a change").isEqualTo(whenBuilt);
    }

    // A compiler for each machine is nothing that everybody has who builds this project. Without
    // one, the test above still sees a source that was changed and not built, and a library that
    // was changed by anything else.
    @ParameterizedTest
    @ValueSource(strings = {"x86_64", "aarch64"})
    void theCommittedLibraryIsWhatItsSourceGives(String machine) throws Exception {
        // Given
        String compiler = machine + "-linux-gnu-gcc";
        assumeTrue(isOnPath(compiler), "NOT RUN: there is no " + compiler + " on this machine");
        String made = run("compiler.sh", compiler).strip();
        Path committed = LIBRARIES.resolve("libtracer-" + machine + ".so");
        Path built = work.resolve("libtracer.so");

        // When
        run("build.sh", compiler, built.toString());

        // Then: the compiler decides the bytes, and each gives the same functions
        if (Files.readAllLines(SOURCES.resolve("compilers.txt")).contains(made)) {
            assertThat(built).hasSameBinaryContentAs(committed);
        }
        assertThat(functions(built)).isNotEmpty().isEqualTo(functions(committed));
    }

    @ParameterizedTest
    @ValueSource(strings = {"x86_64", "aarch64"})
    void theLibraryNeedsNoNewCLibraryAndIsSmall(String machine) throws Exception {
        // When
        byte[] library = Files.readAllBytes(LIBRARIES.resolve("libtracer-" + machine + ".so"));

        // Then
        assertThat(library).hasSizeLessThan(LARGEST);
        String text = new String(library, StandardCharsets.ISO_8859_1);
        assertThat(text).contains("GLIBC_2.").doesNotContainPattern("GLIBC_2\\.(1[89]|[2-9]\\d)");
    }

    private static boolean decides(Path file) {
        return file.toString().matches(".*(\\.c|\\.h|\\.so|/build\\.sh)");
    }

    private List<String> functions(Path library) throws Exception {
        return run(List.of(
                        "nm", "-D", "--defined-only", "--format=just-symbols", library.toString()))
                .lines()
                .sorted()
                .toList();
    }

    private String run(String script, String... arguments) throws Exception {
        List<String> command =
                new ArrayList<>(List.of("/bin/sh", SOURCES.resolve(script).toString()));
        command.addAll(List.of(arguments));
        return run(command);
    }

    private String run(List<String> command) throws Exception {
        Path output = work.resolve("output");
        Process process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile())
                        .start();
        boolean ended = process.waitFor(2, TimeUnit.MINUTES);
        assertThat(ended && process.exitValue() == 0).as(Files.readString(output)).isTrue();
        return Files.readString(output);
    }

    private static boolean isOnPath(String program) throws IOException {
        return List.of(System.getenv("PATH").split(":")).stream()
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }
}
