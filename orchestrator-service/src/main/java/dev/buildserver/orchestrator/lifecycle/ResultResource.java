package dev.buildserver.orchestrator.lifecycle;

import dev.buildserver.contract.agent.AttemptResult;
import dev.buildserver.contract.agent.ResultAnswer;
import dev.buildserver.orchestrator.queue.TaskKey;
import dev.buildserver.support.security.Caller;
import dev.buildserver.support.security.Roles;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.UUID;

/** Where agents say how their attempts ended. */
@Path("/agents/v1/leases/{attempt}/result")
@RolesAllowed(Roles.LEASE)
class ResultResource {
    private final Results results;
    private final LeasedTask leasedTask;
    private final Caller caller;

    ResultResource(Results results, LeasedTask leasedTask, Caller caller) {
        this.results = results;
        this.leasedTask = leasedTask;
        this.caller = caller;
    }

    @POST
    public Uni<ResultAnswer> result(@PathParam("attempt") UUID attemptUid, AttemptResult result) {
        caller.requireAttempt(attemptUid);
        TaskKey task = leasedTask.key();
        return results.accept(task, attemptUid, result);
    }
}
