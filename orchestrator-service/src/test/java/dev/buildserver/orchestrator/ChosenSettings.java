package dev.buildserver.orchestrator;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;

/** Settings that are not the defaults and stay out of each other's way: one start serves them. */
public final class ChosenSettings implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of(
                "buildserver.orchestrator.queue.missing-capability", "fail",
                "buildserver.orchestrator.queue.timeout", "PT1M",
                "buildserver.orchestrator.logs.max-waiting", "1",
                "buildserver.orchestrator.limits.running-per-project", "1",
                "buildserver.orchestrator.limits.running-per-tenant", "2");
    }
}
