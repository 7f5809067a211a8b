package dev.buildserver.gateway.upstream;

import dev.buildserver.contract.build.BuildDetails;
import dev.buildserver.contract.log.LogPage;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.UUID;

/** Opens the logs of builds for reading. */
@ApplicationScoped
public class BuildLogs {
    private static final String SERVICE = "orchestrator";
    private static final String READ_AGAIN = "Nothing was changed; ask again";

    private final BuildLogApi api;
    private final BearerToken user;

    BuildLogs(BuildLogApi api, BearerToken user) {
        this.api = api;
        this.user = user;
    }

    /**
     * A reader in the name of the current request's user, which may outlive the request's scope.
     */
    public Reader open(UUID buildId) {
        return new Reader(api, user.header(), buildId);
    }

    /** Reads one build's log and state. */
    public static final class Reader {
        private final BuildLogApi api;
        private final String bearer;
        private final UUID buildId;

        Reader(BuildLogApi api, String bearer, UUID buildId) {
            this.api = api;
            this.bearer = bearer;
            this.buildId = buildId;
        }

        /**
         * The lines after a position.
         *
         * @param after {@code attempt.line}; null for the beginning
         * @param limit most lines to give
         * @param wait how long to wait while there is none, whole seconds; zero answers at once
         */
        public Uni<LogPage> page(String after, int limit, Duration wait) {
            return Calls.repeatable(
                    () -> api.log(bearer, buildId, after, limit, wait.toSeconds()),
                    SERVICE,
                    READ_AGAIN);
        }

        /** The build as it is now. */
        public Uni<BuildDetails> build() {
            return Calls.repeatable(() -> api.build(bearer, buildId), SERVICE, READ_AGAIN);
        }
    }
}
