package dev.buildserver.domain.agent;

/**
 * The state of an agent with its session. Each record has only its legal transitions, named {@code
 * toX}; a lease can be granted to a {@link TakesWork} only. {@link AgentStatus} is what users see
 * of it.
 */
public sealed interface AgentState {
    AgentStatus kind();

    /** No live session. */
    record Offline() implements AgentState {
        @Override
        public AgentStatus kind() {
            return AgentStatus.OFFLINE;
        }

        /** It registered. */
        public Idle toIdle() {
            return new Idle();
        }

        /** It registered, and an operator keeps it from taking work. */
        public Maintenance toMaintenance() {
            return new Maintenance();
        }
    }

    /** With a live session. */
    sealed interface Online extends AgentState {
        /** The session is over. */
        Offline toOffline();

        /** It shall take no more work. */
        Online heldBack();

        /** It may take work again. */
        TakesWork released();

        /** One of its attempts ended. */
        Online attemptEnded();
    }

    /** Leases may be granted to it. */
    sealed interface TakesWork extends Online permits Idle, Building {
        /** After one more lease. */
        Building toBuilding();

        @Override
        default TakesWork released() {
            return this;
        }
    }

    /** Holds nothing. */
    record Idle() implements TakesWork {
        @Override
        public AgentStatus kind() {
            return AgentStatus.IDLE;
        }

        @Override
        public Building toBuilding() {
            return new Building(1);
        }

        public Maintenance toMaintenance() {
            return new Maintenance();
        }

        @Override
        public Offline toOffline() {
            return new Offline();
        }

        @Override
        public Maintenance heldBack() {
            return toMaintenance();
        }

        @Override
        public Idle attemptEnded() {
            throw new IllegalStateException("it holds no attempt");
        }
    }

    /**
     * Holds something, and may get more.
     *
     * @param running attempts that it holds, at least 1
     */
    record Building(int running) implements TakesWork {
        @Override
        public AgentStatus kind() {
            return AgentStatus.BUILDING;
        }

        @Override
        public Building toBuilding() {
            return new Building(running + 1);
        }

        public Idle toIdle() {
            return new Idle();
        }

        public Draining toDraining() {
            return new Draining(running);
        }

        @Override
        public Offline toOffline() {
            return new Offline();
        }

        @Override
        public Draining heldBack() {
            return toDraining();
        }

        @Override
        public TakesWork attemptEnded() {
            return running == 1 ? toIdle() : new Building(running - 1);
        }
    }

    /**
     * Finishes what it holds, and takes no more.
     *
     * @param running attempts that it holds, at least 1
     */
    record Draining(int running) implements Online {
        @Override
        public AgentStatus kind() {
            return AgentStatus.BUILDING;
        }

        public Maintenance toMaintenance() {
            return new Maintenance();
        }

        public Building toBuilding() {
            return new Building(running);
        }

        @Override
        public Offline toOffline() {
            return new Offline();
        }

        @Override
        public Draining heldBack() {
            return this;
        }

        @Override
        public Building released() {
            return toBuilding();
        }

        @Override
        public Online attemptEnded() {
            return running == 1 ? toMaintenance() : new Draining(running - 1);
        }
    }

    /** Holds nothing, and takes nothing. */
    record Maintenance() implements Online {
        @Override
        public AgentStatus kind() {
            return AgentStatus.MAINTENANCE;
        }

        public Idle toIdle() {
            return new Idle();
        }

        @Override
        public Offline toOffline() {
            return new Offline();
        }

        @Override
        public Maintenance heldBack() {
            return this;
        }

        @Override
        public Idle released() {
            return toIdle();
        }

        @Override
        public Online attemptEnded() {
            throw new IllegalStateException("it holds no attempt");
        }
    }
}
