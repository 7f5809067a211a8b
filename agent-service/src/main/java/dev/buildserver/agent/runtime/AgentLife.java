package dev.buildserver.agent.runtime;

import dev.buildserver.agent.cached.remote.PendingUploads;
import dev.buildserver.agent.claim.AgentSession;
import dev.buildserver.agent.claim.CommandPolls;
import dev.buildserver.agent.claim.Heartbeats;
import dev.buildserver.agent.claim.HeldAttempts;
import dev.buildserver.agent.claim.IntakeGate;
import dev.buildserver.agent.claim.LeasePolls;
import dev.buildserver.agent.execute.StopSignal.Reason;
import dev.buildserver.agent.fetch.Workspaces;
import dev.buildserver.agent.pipeline.IdleVerification;
import dev.buildserver.agent.settings.AgentConfig;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import org.jboss.logging.Logger;

/** Starts the agent's loops, and ends them in order: finish or hand back, then say goodbye. */
@Singleton
class AgentLife {
    private static final Logger LOG = Logger.getLogger(AgentLife.class);
    private static final Duration HAND_BACK = Duration.ofSeconds(5);
    private static final Duration UPLOADS = Duration.ofSeconds(20);
    private static final Duration REMOVAL = Duration.ofSeconds(2);

    private final AgentConfig config;
    private final AgentThreads threads;
    private final Workspaces workspaces;
    private final HeldAttempts held;
    private final IntakeGate gate;
    private final IdleVerification idle;
    private final PendingUploads uploads;
    private final AgentSession session;
    private final Heartbeats heartbeats;
    private final LeasePolls leases;
    private final CommandPolls commands;
    private final List<Future<Void>> polls = new ArrayList<>();

    AgentLife(
            AgentConfig config,
            AgentThreads threads,
            Workspaces workspaces,
            HeldAttempts held,
            IntakeGate gate,
            IdleVerification idle,
            PendingUploads uploads,
            AgentSession session,
            Heartbeats heartbeats,
            LeasePolls leases,
            CommandPolls commands) {
        this.config = config;
        this.threads = threads;
        this.workspaces = workspaces;
        this.held = held;
        this.gate = gate;
        this.idle = idle;
        this.uploads = uploads;
        this.session = session;
        this.heartbeats = heartbeats;
        this.leases = leases;
        this.commands = commands;
    }

    void start(@Observes StartupEvent started) {
        threads.start("heartbeats", heartbeats);
        polls.add(threads.start("lease-polls", leases));
        threads.start("command-polls", commands);
    }

    void stop(@Observes ShutdownEvent stopping) {
        gate.close();
        idle.giveUp();
        polls.forEach(poll -> poll.cancel(true));
        try {
            if (!held.awaitNone(config.shutdownGrace())) {
                LOG.info("Builds are handed back: the agent stops");
                held.stopAll(Reason.SHUTDOWN);
                held.awaitNone(HAND_BACK);
            }
            session.close();
            // What this agent made would be made again by others.
            if (!uploads.awaitNone(UPLOADS)) {
                LOG.infof("%d entries are not in the cache service", uploads.count());
            }
            workspaces.awaitRemovals(REMOVAL);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            threads.stop();
        }
    }
}
