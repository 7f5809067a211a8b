package dev.buildserver.support.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class UnknownSettingsTest {
    private static final Set<String> PREFIXES = Set.of("buildserver.s3", "buildserver.internal");

    @Test
    void namesBelowAPrefixAreLeftToTheLibrary() {
        // When
        List<String> unknown =
                UnknownSettings.unknown(
                        Stream.of("buildserver.s3.bucket", "quarkus.http.port"), PREFIXES);
        // Then
        assertThat(unknown).isEmpty();
    }

    @Test
    void namesBelowNoPrefixAreUnknown() {
        // When
        List<String> unknown =
                UnknownSettings.unknown(
                        Stream.of("buildserver.s4.bucket", "buildserver.s3x", "buildserver.s3"),
                        PREFIXES);
        // Then
        assertThat(unknown)
                .containsExactly("buildserver.s3", "buildserver.s3x", "buildserver.s4.bucket");
    }

    @Test
    void environmentVariablesAreKnownByTheirDottedNames() {
        // The library shows BUILDSERVER_PARENT_PIPE as buildserver.parent.pipe.
        assertThat(UnknownSettings.dotted(Set.of("BUILDSERVER_PARENT_PIPE")))
                .containsExactly("buildserver.parent.pipe");
    }
}
