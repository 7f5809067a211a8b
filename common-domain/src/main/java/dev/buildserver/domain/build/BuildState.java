package dev.buildserver.domain.build;

/**
 * The state of a build as its row stores it. Each record has only its legal transitions, named
 * {@code toX}, so an illegal one does not compile. {@link BuildStatus} is what users see of it.
 */
public sealed interface BuildState {
    /** The stored status. */
    enum Kind {
        WAITING,
        OPEN,
        CANCELLING,
        SUCCEEDED,
        FAILED,
        CANCELLED
    }

    Kind kind();

    /** Counts changes. */
    int version();

    /** A state in which tasks may still end. */
    sealed interface Unfinished extends BuildState permits Waiting, Open, Cancelling {
        int openTasks();

        int failedTasks();

        /** After tasks ended; with the last one the build does. */
        BuildState countDown(int closed, int failed);
    }

    /** Waits for approval. */
    record Waiting(int version, int openTasks) implements Unfinished {
        @Override
        public Kind kind() {
            return Kind.WAITING;
        }

        @Override
        public int failedTasks() {
            return 0;
        }

        public Open toOpen() {
            return new Open(version + 1, openTasks, 0);
        }

        public Cancelling toCancelling() {
            return new Cancelling(version + 1, openTasks, 0);
        }

        @Override
        public Waiting countDown(int closed, int failed) {
            throw new IllegalStateException("no task ends before the build is approved");
        }
    }

    /** Waits for agents, or runs. */
    record Open(int version, int openTasks, int failedTasks) implements Unfinished {
        @Override
        public Kind kind() {
            return Kind.OPEN;
        }

        public Open toOpen(int closed, int failed) {
            return new Open(version + 1, openTasks - closed, failedTasks + failed);
        }

        public Succeeded toSucceeded() {
            return new Succeeded(version + 1);
        }

        public Failed toFailed(int failed) {
            return new Failed(version + 1, failedTasks + failed);
        }

        public Cancelling toCancelling() {
            return new Cancelling(version + 1, openTasks, failedTasks);
        }

        @Override
        public BuildState countDown(int closed, int failed) {
            if (openTasks > closed) {
                return toOpen(closed, failed);
            }
            return failedTasks + failed > 0 ? toFailed(failed) : toSucceeded();
        }
    }

    /** Ends as cancelled, whatever its tasks do. */
    record Cancelling(int version, int openTasks, int failedTasks) implements Unfinished {
        @Override
        public Kind kind() {
            return Kind.CANCELLING;
        }

        public Cancelling toCancelling(int closed) {
            return new Cancelling(version + 1, openTasks - closed, failedTasks);
        }

        public Cancelled toCancelled() {
            return new Cancelled(version + 1, failedTasks);
        }

        @Override
        public BuildState countDown(int closed, int failed) {
            return openTasks > closed ? toCancelling(closed) : toCancelled();
        }
    }

    record Succeeded(int version) implements BuildState {
        @Override
        public Kind kind() {
            return Kind.SUCCEEDED;
        }
    }

    record Failed(int version, int failedTasks) implements BuildState {
        @Override
        public Kind kind() {
            return Kind.FAILED;
        }
    }

    /**
     * Ended as somebody wished.
     *
     * @param failedTasks that had failed before the cancel
     */
    record Cancelled(int version, int failedTasks) implements BuildState {
        @Override
        public Kind kind() {
            return Kind.CANCELLED;
        }
    }
}
