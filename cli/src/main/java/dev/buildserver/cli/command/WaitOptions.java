package dev.buildserver.cli.command;

import java.util.UUID;
import picocli.CommandLine.Option;

/** Options of commands that start a build. */
final class WaitOptions {
    @Option(names = "--no-wait", description = "Return when the server has accepted the build.")
    private boolean noWait;

    @Option(
            names = "--cancel-on-interrupt",
            description = "Cancel the build when interrupted (Ctrl-C). Default: it goes on.")
    private boolean cancelOnInterrupt;

    @Option(
            names = "--idempotency-key",
            paramLabel = "KEY",
            description =
                    "The same key gives the same build, however often it is asked for."
                            + " Default: a new key.")
    private String idempotencyKey;

    boolean noWait() {
        return noWait;
    }

    boolean cancelOnInterrupt() {
        return cancelOnInterrupt;
    }

    /** As given, else a new one. */
    String idempotencyKey() {
        return idempotencyKey == null ? UUID.randomUUID().toString() : idempotencyKey;
    }
}
