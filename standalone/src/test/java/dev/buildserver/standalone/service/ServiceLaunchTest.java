package dev.buildserver.standalone.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServiceLaunchTest {
    @TempDir Path folder;

    @BeforeEach
    void setUp() throws Exception {
        for (ServiceKind kind : ServiceKind.values()) {
            Files.createDirectories(kind.jar(folder).getParent());
            Files.createFile(kind.jar(folder));
        }
    }

    @Test
    void servicesAreSmallUnlessToldOtherwise() {
        // Given
        ServiceLaunch launch = ServiceLaunch.of(folder, Map.of());
        // Then
        assertThat(words(launch, ServiceKind.ORCHESTRATOR))
                .contains("-Xmx128m", "-XX:TieredStopAtLevel=1");
    }

    @Test
    void optionsReplaceThoseOfServicesButNotOfAgents() {
        // Given
        ServiceLaunch launch =
                ServiceLaunch.of(
                        folder, Map.of(ServiceLaunch.JAVA_OPTIONS, " -Xmx1g  -XX:+UseG1GC "));
        // Then
        assertThat(words(launch, ServiceKind.ORCHESTRATOR))
                .contains("-Xmx1g", "-XX:+UseG1GC", "-XX:+ExitOnOutOfMemoryError")
                .doesNotContain("-Xmx128m", "-XX:TieredStopAtLevel=1", "");
        assertThat(words(launch, ServiceKind.AGENT)).contains("-Xmx384m").doesNotContain("-Xmx1g");
    }

    private List<String> words(ServiceLaunch launch, ServiceKind kind) {
        return launch.command(kind, Map.of(), folder, folder.resolve("log")).command();
    }
}
