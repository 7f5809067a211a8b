package dev.buildserver.cli.runtime;

import dev.buildserver.cli.command.Interrupts;

/** Ctrl-C and a polite kill end the JVM: what is to be said then is said in a shutdown hook. */
public final class ShutdownInterrupts implements Interrupts {
    @Override
    public Registration onInterrupt(Runnable action) {
        Thread hook = new Thread(action, "interrupted");
        Runtime.getRuntime().addShutdownHook(hook);
        return () -> {
            try {
                Runtime.getRuntime().removeShutdownHook(hook);
            } catch (IllegalStateException e) {
                // The JVM is ending because of the interrupt: the hook runs already.
            }
        };
    }
}
