package dev.buildserver.embedded.process;

/** The signal that asks a process to end in order. */
public enum StopSignal {
    /** For most programs. */
    TERM,
    /** PostgreSQL's fast shutdown, which does not wait for its clients. */
    INT
}
