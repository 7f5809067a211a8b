package dev.buildserver.orchestrator.twin;

/**
 * A step of a sequence: what is done, and three numbers that choose to what. They count what there
 * is at that time, so every sequence makes sense, and so does every part of one.
 */
record Step(Act act, int who, int what, int how) {
    enum Act {
        SUBMIT(5),
        LEASE(16),
        RESULT(10),
        /** Of several builds, in one transaction. */
        RESULTS(4),
        WATCH(5),
        CANCEL(1),
        REGISTER(3),
        BEAT(2),
        TOUCH(1),
        SIGN_OFF(1),
        EXPIRE(2),
        MAINTAIN(2),
        DRAIN(1),
        END_EXCLUSIONS(1),
        CRASH(1),
        /** Some seconds in which all agents are well. */
        TICK(10),
        /** Any time, and no sign of life. */
        ADVANCE(2);

        private final int frequency;

        Act(int frequency) {
            this.frequency = frequency;
        }

        int frequency() {
            return frequency;
        }
    }

    @Override
    public String toString() {
        return act + "(" + who + "," + what + "," + how + ")";
    }
}
