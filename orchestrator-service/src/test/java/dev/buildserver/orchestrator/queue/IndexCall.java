package dev.buildserver.orchestrator.queue;

/** A call to an index, and four numbers that choose its arguments. */
record IndexCall(Kind kind, int a, int b, int c, int d) {
    enum Kind {
        ENQUEUE,
        ENQUEUE_SOME,
        ENQUEUE_AGAIN,
        MATCH,
        MATCH_SOME,
        ACKNOWLEDGE,
        PUT_BACK,
        ADVANCE,
        ASK
    }

    @Override
    public String toString() {
        return kind + "(" + a + "," + b + "," + c + "," + d + ")";
    }
}
