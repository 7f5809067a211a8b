package dev.buildserver.orchestrator.runtime;

import jakarta.enterprise.context.ApplicationScoped;

/** Repeats what may take long, such as calls to other services, and may be late. */
@ApplicationScoped
public class Errands extends Repeater {
    private static final int THREADS = 2;

    Errands() {
        super("errand", THREADS);
    }
}
