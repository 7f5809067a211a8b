package dev.buildserver.orchestrator.runtime;

import jakarta.enterprise.context.ApplicationScoped;

/** Repeats what takes milliseconds and must not be late. */
@ApplicationScoped
public class Ticker extends Repeater {
    private static final int THREADS = 3;

    Ticker() {
        super("ticker", THREADS);
    }
}
