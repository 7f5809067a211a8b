package dev.buildserver.agent.testing;

import dev.buildserver.agent.toolchain.Toolchain;
import dev.buildserver.agent.toolchain.ToolchainSettings;
import io.quarkus.test.Mock;
import jakarta.inject.Singleton;
import java.util.Map;

/** A machine that takes work, with an SDK or without. */
@Mock
@Singleton
public class FitToolchain extends Toolchain {
    private volatile boolean fit = true;

    public FitToolchain(ToolchainSettings settings) {
        super(settings, Map.of("PATH", ""));
    }

    public void setFit(boolean now) {
        fit = now;
    }

    @Override
    public boolean fit() {
        return fit;
    }
}
