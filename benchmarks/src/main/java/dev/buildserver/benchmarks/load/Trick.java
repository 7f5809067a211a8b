package dev.buildserver.benchmarks.load;

/** What goes wrong with one call. */
public enum Trick {
    HEARTBEAT_TWICE(Call.Kind.HEARTBEAT, Manner.TWICE),
    LEASE_TWICE(Call.Kind.LEASE, Manner.TWICE),
    EVENTS_TWICE(Call.Kind.EVENTS, Manner.TWICE),
    RESULT_TWICE(Call.Kind.RESULT, Manner.TWICE),
    SUBMISSION_TWICE(Call.Kind.SUBMISSION, Manner.TWICE),
    HEARTBEAT_ECHO(Call.Kind.HEARTBEAT, Manner.ECHO),
    EVENTS_ECHO(Call.Kind.EVENTS, Manner.ECHO),
    RESULT_ECHO(Call.Kind.RESULT, Manner.ECHO),
    SUBMISSION_ECHO(Call.Kind.SUBMISSION, Manner.ECHO),
    SEAL_ECHO(Call.Kind.SEAL, Manner.ECHO),
    LEASE_ANSWER_LOST(Call.Kind.LEASE, Manner.ANSWER_LOST),
    EVENTS_ANSWER_LOST(Call.Kind.EVENTS, Manner.ANSWER_LOST),
    ARTIFACT_ANSWER_LOST(Call.Kind.ARTIFACT, Manner.ANSWER_LOST),
    RESULT_ANSWER_LOST(Call.Kind.RESULT, Manner.ANSWER_LOST),
    SUBMISSION_ANSWER_LOST(Call.Kind.SUBMISSION, Manner.ANSWER_LOST),
    LEASE_HUNG_UP(Call.Kind.LEASE, Manner.HUNG_UP),
    EVENTS_HUNG_UP(Call.Kind.EVENTS, Manner.HUNG_UP),
    RESULT_HUNG_UP(Call.Kind.RESULT, Manner.HUNG_UP),
    SUBMISSION_HUNG_UP(Call.Kind.SUBMISSION, Manner.HUNG_UP),
    EVENTS_REORDERED(Call.Kind.EVENTS, Manner.BY_AGENT),
    RESULT_INFRA(Call.Kind.RESULT, Manner.BY_AGENT),
    RESULT_RETURNED(Call.Kind.RESULT, Manner.BY_AGENT);

    private final Call.Kind kind;
    private final Manner manner;

    Trick(Call.Kind kind, Manner manner) {
        this.kind = kind;
        this.manner = manner;
    }

    /** How a call goes wrong. */
    enum Manner {
        /** Sent twice at the same time; the first answer counts. */
        TWICE,
        /** Sent again seconds later, when nobody waits for it any more. */
        ECHO,
        /** It arrives, its answer does not. */
        ANSWER_LOST,
        /** The connection is closed while the service works on it. */
        HUNG_UP,
        /** The agent itself does something unusual. */
        BY_AGENT
    }

    Manner manner() {
        return manner;
    }

    boolean isFor(Call.Kind other) {
        return kind == other;
    }

    /** Whether clients that submit do it, not agents. */
    public boolean isOfClients() {
        return kind == Call.Kind.SUBMISSION;
    }
}
