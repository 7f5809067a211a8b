package dev.buildserver.support.runtime;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.io.InputStream;
import org.jboss.logging.Logger;

/**
 * Ends this service when the launcher that started it is gone. The launcher holds the other end of
 * this process's standard input and says so by {@code BUILDSERVER_PARENT_PIPE=stdin}: the kernel
 * closes it however the launcher dies, SIGKILL included.
 */
class ParentPipe {
    private static final Logger LOG = Logger.getLogger(ParentPipe.class);

    void watch(@Observes StartupEvent started) {
        if ("stdin".equals(System.getenv("BUILDSERVER_PARENT_PIPE"))) {
            Thread watcher = new Thread(() -> exitAtEnd(System.in), "parent-pipe");
            watcher.setDaemon(true);
            watcher.start();
        }
    }

    private static void exitAtEnd(InputStream pipe) {
        try {
            while (pipe.read() >= 0) {
                // Nothing is ever sent; only the end matters.
            }
        } catch (IOException e) {
            LOG.debug("The parent's pipe broke", e);
        }
        LOG.info("The launcher has ended; so does this service");
        Quarkus.asyncExit(0);
    }
}
