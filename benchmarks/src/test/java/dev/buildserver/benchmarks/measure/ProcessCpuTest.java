package dev.buildserver.benchmarks.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(OS.LINUX)
class ProcessCpuTest {
    @Test
    void thisProcessHasWorked() throws Exception {
        // When
        Map<String, Double> millis =
                ProcessCpu.millis(
                        Map.of("self", ProcessHandle.current().pid(), "nobody", Long.MAX_VALUE));
        // Then
        assertThat(millis.get("self")).isPositive();
        assertThat(millis).containsEntry("nobody", 0.0);
    }
}
