package dev.buildserver.agent.execute;

import static org.assertj.core.api.Assertions.assertThat;

import dev.buildserver.domain.toolchain.SdkVersion;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class InjectedFilesTest {
    @Test
    void nodesSendNoMoreThanTheLoggerReads() {
        // Given
        Attempt attempt = attempt("3.1.102");

        // When
        String argument =
                InjectedFiles.logger(attempt, Path.of("/scratch/events.jsonl")).orElseThrow();

        // Then
        assertThat(argument.split("[*]"))
                .containsExactly(
                        "-distributedLogger:BuildServer.MSBuild.JsonLogger,"
                                + "/scratch/msbuild/BuildServer.MSBuild.dll;/scratch/events.jsonl",
                        "Microsoft.Build.Logging.ConfigurableForwardingLogger,Microsoft.Build;"
                                + "PROJECTSTARTEDEVENT;PROJECTFINISHEDEVENT;ERROREVENT;"
                                + "WARNINGEVENT");
    }

    @Test
    void peopleDoNotSeeTheLogger() {
        // Given
        String argument =
                InjectedFiles.logger(attempt("8.0.100"), Path.of("/scratch/e")).orElseThrow();

        // When
        List<String> shown = InjectedFiles.visible(List.of("build", argument, "-nologo"));

        // Then
        assertThat(shown).containsExactly("build", "-nologo");
    }

    private static Attempt attempt(String sdk) {
        Path scratch = Path.of("/scratch");
        return new Attempt(
                null,
                Path.of("/source"),
                scratch,
                scratch.resolve("tmp"),
                Path.of("/source/All.sln"),
                null,
                SdkVersion.parse(sdk).orElseThrow(),
                Map.of(),
                new Enclosure.Open(Map.of()),
                false,
                null,
                "server");
    }
}
