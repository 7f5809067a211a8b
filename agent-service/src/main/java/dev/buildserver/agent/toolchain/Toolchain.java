package dev.buildserver.agent.toolchain;

import dev.buildserver.contract.agent.Capabilities;
import dev.buildserver.contract.agent.HealthCheck;
import dev.buildserver.contract.agent.Usage;
import jakarta.inject.Singleton;
import java.io.File;
import java.util.List;
import java.util.Map;

/** PLACEHOLDER until the toolchain branch is merged: take theirs. */
@Singleton
public class Toolchain {
    public Capabilities capabilities() {
        Runtime machine = Runtime.getRuntime();
        return new Capabilities(
                System.getProperty("os.name"),
                System.getProperty("os.arch"),
                List.of(),
                List.of(),
                1,
                machine.availableProcessors(),
                0,
                Map.of());
    }

    public List<HealthCheck> checks() {
        return List.of();
    }

    public Usage usage() {
        return new Usage(0, 0, new File(".").getUsableSpace());
    }
}
