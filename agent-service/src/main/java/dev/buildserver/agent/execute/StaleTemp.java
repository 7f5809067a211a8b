package dev.buildserver.agent.execute;

import dev.buildserver.agent.tasks.Tasks;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/** Removes, besides the agent's start, the temporary files of agents that were killed. */
@Singleton
class StaleTemp {
    private final Tasks tasks;

    StaleTemp(Tasks tasks) {
        this.tasks = tasks;
    }

    void remove(@Observes StartupEvent started) {
        tasks.start(
                "stale-temp",
                () -> {
                    ShortTemp.sweep();
                    CompilerServer.sweep();
                });
    }
}
