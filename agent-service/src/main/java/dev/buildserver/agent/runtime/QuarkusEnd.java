package dev.buildserver.agent.runtime;

import dev.buildserver.agent.claim.ProcessEnd;
import io.quarkus.runtime.Quarkus;
import jakarta.inject.Singleton;
import org.jboss.logging.Logger;

/** Ends the process in order. */
@Singleton
class QuarkusEnd implements ProcessEnd {
    private static final Logger LOG = Logger.getLogger(QuarkusEnd.class);

    @Override
    public void exit(String why) {
        LOG.error(why);
        Quarkus.asyncExit(1);
    }
}
