package dev.buildserver.orchestrator.lifecycle;

import dev.buildserver.domain.error.BuildServerException;
import dev.buildserver.domain.error.ErrorCode;
import dev.buildserver.orchestrator.queue.TaskKey;
import dev.buildserver.support.security.Caller;
import jakarta.enterprise.context.RequestScoped;
import java.time.Instant;
import java.util.UUID;

/** What the lease token of the current request was made for. */
@RequestScoped
public class LeasedTask {
    private final Caller caller;

    LeasedTask(Caller caller) {
        this.caller = caller;
    }

    /** The task; the token's signature was checked before. */
    public TaskKey key() {
        return new TaskKey(UUID.fromString(required("build")), Integer.parseInt(required("task")));
    }

    /** When the lease was granted, to some milliseconds by the database's clock. */
    public Instant since() {
        return Instant.ofEpochMilli(Long.parseLong(required("leased")));
    }

    private String required(String claim) {
        return caller.claim(claim)
                .orElseThrow(
                        () ->
                                new BuildServerException(
                                        ErrorCode.FORBIDDEN, "The lease token is incomplete"));
    }
}
