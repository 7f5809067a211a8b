package dev.buildserver.agent.execute;

import dev.buildserver.agent.failure.AttemptEnded;
import dev.buildserver.agent.tasks.Tasks;
import dev.buildserver.agent.toolchain.DotnetInstallation;
import dev.buildserver.agent.toolchain.Toolchain;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Gets to know the machine soon after the agent's start: the digests of its SDK and the list of its
 * programs, for which the first build with the cache would have to wait.
 */
@Singleton
class Acquaintance {
    private static final Logger LOG = Logger.getLogger(Acquaintance.class);

    /** What starts beside the agent on one machine has the disk first. */
    private static final Duration AFTER_START = Duration.ofSeconds(3);

    private final Tasks tasks;
    private final Toolchain toolchain;
    private final Enclosures enclosures;

    Acquaintance(Tasks tasks, Toolchain toolchain, Enclosures enclosures) {
        this.tasks = tasks;
        this.toolchain = toolchain;
        this.enclosures = enclosures;
    }

    void make(@Observes StartupEvent started) {
        tasks.later(AFTER_START, () -> tasks.start("acquaintance", this::look));
    }

    private void look() {
        Optional<DotnetInstallation> dotnet = toolchain.dotnet();
        if (dotnet.isEmpty()) {
            return;
        }
        try {
            enclosures.acquaint(dotnet.get());
        } catch (AttemptEnded | IOException e) {
            // A build that needs it fails by the same, and tells its user.
            LOG.warnf("The machine could not be listed: %s", e.getMessage());
        }
    }
}
