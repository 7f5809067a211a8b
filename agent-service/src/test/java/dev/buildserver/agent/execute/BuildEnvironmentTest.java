package dev.buildserver.agent.execute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.buildserver.agent.failure.AttemptEnded;
import dev.buildserver.domain.build.FailureReason;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BuildEnvironmentTest {
    @Test
    void littleOfTheAgentsOwnGoesIn() throws AttemptEnded {
        // Given
        Map<String, String> agents =
                Map.of(
                        "PATH", "/usr/bin",
                        "BUILDSERVER_AGENT_TOKEN_FILE", "/secret",
                        "AWS_SECRET_ACCESS_KEY", "x",
                        "HOME", "/root",
                        "JAVA_HOME", "/java",
                        "LD_LIBRARY_PATH", "/ssl",
                        "HTTPS_PROXY", "http://proxy");

        // When
        Map<String, String> environment = of(agents, Map.of("MY", "own"));

        // Then
        assertThat(environment)
                .containsEntry("PATH", Path.of("/dotnet") + ":/usr/bin")
                .containsEntry("HOME", "/scratch/home")
                .containsEntry("TMPDIR", "/scratch/tmp")
                .containsEntry("DOTNET_ROOT", "/dotnet")
                .containsEntry("NUGET_PACKAGES", "/packages")
                .containsEntry("LD_LIBRARY_PATH", "/ssl")
                .containsEntry("HTTPS_PROXY", "http://proxy")
                .containsEntry("MY", "own")
                .doesNotContainKeys(
                        "BUILDSERVER_AGENT_TOKEN_FILE", "AWS_SECRET_ACCESS_KEY", "JAVA_HOME");
    }

    @Test
    void nodesOfTwoAttemptsDoNotKnowEachOther() throws AttemptEnded {
        assertThat(of(Map.of(), Map.of())).containsEntry("MSBUILDNODEHANDSHAKESALT", "attempt");
    }

    @ParameterizedTest
    @ValueSource(strings = {"HOME", "path", "LD_PRELOAD", "NuGet_Packages", "DOTNET_STARTUP_HOOKS"})
    void namesThatReachIntoTheAgentsOwnAreRefused(String name) {
        assertThatThrownBy(() -> of(Map.of(), Map.of(name, "x")))
                .isInstanceOfSatisfying(
                        AttemptEnded.class,
                        end -> assertThat(end.reason()).isEqualTo(FailureReason.INVALID_INPUT))
                .hasMessageContaining(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "A=B", "1A", "A B", "A\0"})
    void namesThatAreNoneAreRefused(String name) {
        assertThatThrownBy(() -> of(Map.of(), Map.of(name, "x"))).isInstanceOf(AttemptEnded.class);
    }

    @Test
    void aValueMayHaveLinesButNoNul() throws AttemptEnded {
        assertThat(of(Map.of(), Map.of("A", "1\n2"))).containsEntry("A", "1\n2");
        assertThatThrownBy(() -> of(Map.of(), Map.of("A", "1\0"))).isInstanceOf(AttemptEnded.class);
    }

    private static Map<String, String> of(Map<String, String> agents, Map<String, String> wanted)
            throws AttemptEnded {
        return BuildEnvironment.of(
                agents,
                Path.of("/dotnet"),
                Path.of("/scratch/home"),
                Path.of("/scratch/tmp"),
                Path.of("/packages"),
                "attempt",
                wanted);
    }
}
