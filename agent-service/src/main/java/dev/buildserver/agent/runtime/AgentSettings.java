package dev.buildserver.agent.runtime;

import dev.buildserver.agent.fetch.FetchConfig;
import dev.buildserver.agent.sandbox.Bubblewrap;
import dev.buildserver.agent.sandbox.Sandbox;
import dev.buildserver.agent.sandbox.SandboxFiles;
import dev.buildserver.agent.sandbox.SandboxMode;
import dev.buildserver.agent.settings.AgentConfig;
import dev.buildserver.agent.toolchain.ToolchainSettings;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;

/** The configuration, checked, as the parts of the agent want it. */
final class AgentSettings {
    private static final Logger LOG = Logger.getLogger(AgentSettings.class);
    private static final int MOST_SLOTS = 64;
    private static final String LABEL = "sandbox";

    /**
     * @throws IllegalArgumentException when a setting is out of its range
     */
    @Produces
    @Singleton
    ToolchainSettings toolchain(AgentConfig agent, FetchConfig fetch, Sandbox sandbox) {
        if (agent.slots() < 1 || agent.slots() > MOST_SLOTS) {
            throw new IllegalArgumentException(
                    "buildserver.agent.slots must be 1 to " + MOST_SLOTS + ", is " + agent.slots());
        }
        Map<String, String> labels = new HashMap<>(agent.labels());
        labels.putIfAbsent(LABEL, sandbox.whyNot().isEmpty() ? "bubblewrap" : "none");
        return new ToolchainSettings(
                agent.dotnetRoot(),
                agent.nugetConfigFile(),
                fetch.workDir().toAbsolutePath().normalize(),
                agent.minFreeDisk().asLongValue(),
                agent.slots(),
                labels);
    }

    /**
     * @throws IllegalStateException when a sandbox is demanded and does not work
     */
    @Produces
    @Singleton
    Sandbox sandbox(AgentConfig agent, FetchConfig fetch) throws IOException {
        Path folder = fetch.workDir().toAbsolutePath().normalize().resolve("sandbox");
        Optional<Bubblewrap> bubblewrap =
                agent.sandbox() == SandboxMode.NONE
                        ? Optional.empty()
                        : Optional.of(Bubblewrap.find(System.getenv()));
        Sandbox sandbox = new Sandbox(bubblewrap, SandboxFiles.write(folder));
        if (agent.sandbox() == SandboxMode.BUBBLEWRAP && sandbox.whyNot().isPresent()) {
            throw new IllegalStateException(
                    "buildserver.agent.sandbox=bubblewrap, but " + sandbox.whyNot().get());
        }
        return sandbox;
    }

    // Not when the first build comes: whoever demands a sandbox wants to hear of it at the start.
    void say(@Observes StartupEvent started, Sandbox sandbox) {
        sandbox.whyNot().ifPresent(why -> LOG.infof("Builds run without a sandbox: %s", why));
    }
}
