package dev.buildserver.standalone.runtime;

/** What is to be done when this JVM is told to end, such as by Ctrl-C. */
public final class Hooks {
    private Hooks() {}

    /** Runs the work once, at the JVM's end. */
    public static void atEnd(Runnable work) {
        Runtime.getRuntime().addShutdownHook(new Thread(work, "launcher-end"));
    }
}
