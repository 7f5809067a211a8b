package dev.buildserver.gateway.upstream;

import dev.buildserver.contract.agent.AgentDetails;
import dev.buildserver.contract.agent.AgentList;
import dev.buildserver.contract.agent.DrainAgent;
import dev.buildserver.contract.agent.PoolDetails;
import dev.buildserver.contract.agent.PoolList;
import dev.buildserver.contract.agent.SetMaintenance;
import dev.buildserver.contract.build.BuildAccepted;
import dev.buildserver.contract.build.BuildDetails;
import dev.buildserver.contract.build.BuildPage;
import dev.buildserver.contract.build.CancelAnswer;
import dev.buildserver.contract.build.SubmitBuild;
import dev.buildserver.contract.cache.BuildCacheReport;
import dev.buildserver.contract.limit.LimitDetails;
import dev.buildserver.contract.limit.LimitList;
import dev.buildserver.contract.limit.LimitScope;
import dev.buildserver.contract.limit.SetLimit;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.MultivaluedMap;
import java.util.UUID;
import java.util.function.Function;

/** Asks the orchestrator in the name of the current request's user. */
@ApplicationScoped
public class Orchestrator {
    private static final String SERVICE = "orchestrator";
    private static final String READ_AGAIN = "Nothing was changed; ask again";
    private static final String LOOK_OR_REPEAT =
            "Whether a build was accepted is unknown: repeat the request with the same"
                    + " Idempotency-Key, or look at GET /api/v1/builds";
    private static final String REPEAT =
            "Whether it was done is unknown; repeating it does no harm";

    private final OrchestratorApi api;
    private final BearerToken user;

    Orchestrator(OrchestratorApi api, BearerToken user) {
        this.api = api;
        this.user = user;
    }

    /**
     * Submits a build.
     *
     * @param idempotencyKey makes a repetition harmless; never null
     */
    public Uni<BuildAccepted> submit(SubmitBuild build, String idempotencyKey) {
        return asUser(bearer -> api.submit(bearer, idempotencyKey, build), LOOK_OR_REPEAT);
    }

    /**
     * A page of builds.
     *
     * @param filter query parameters
     */
    public Uni<BuildPage> builds(MultivaluedMap<String, String> filter) {
        return asUser(bearer -> api.builds(bearer, filter), READ_AGAIN);
    }

    /** A build; fails with {@code BUILD_NOT_FOUND} also where it is another tenant's. */
    public Uni<BuildDetails> build(UUID id) {
        return asUser(bearer -> api.build(bearer, id), READ_AGAIN);
    }

    /** What the cache did for a build. */
    public Uni<BuildCacheReport> cacheReport(UUID id) {
        return asUser(bearer -> api.cacheReport(bearer, id), READ_AGAIN);
    }

    /** Asks for the end of a build; fails with {@code ALREADY_FINISHED}. */
    public Uni<CancelAnswer> cancel(UUID id) {
        return asUser(bearer -> api.cancel(bearer, id), REPEAT);
    }

    /** Submits the same build again, with the commit that was built. */
    public Uni<BuildAccepted> rerun(UUID id, String idempotencyKey) {
        return asUser(bearer -> api.rerun(bearer, idempotencyKey, id), LOOK_OR_REPEAT);
    }

    public Uni<AgentList> agents() {
        return asUser(bearer -> api.agents(bearer), READ_AGAIN);
    }

    public Uni<AgentDetails> agent(String id) {
        return asUser(bearer -> api.agent(bearer, id), READ_AGAIN);
    }

    /** Takes an agent out of service, or puts it back. */
    public Uni<AgentDetails> maintain(String id, SetMaintenance order) {
        return asUser(bearer -> api.maintain(bearer, id, order), REPEAT);
    }

    /** Drains an agent; a repetition counts the deadline anew. */
    public Uni<AgentDetails> drain(String id, DrainAgent order) {
        return asUser(bearer -> api.drain(bearer, id, order), REPEAT);
    }

    /** The limits of the user's tenant. */
    public Uni<LimitList> limits() {
        return asUser(bearer -> api.limits(bearer), READ_AGAIN);
    }

    public Uni<LimitDetails> limit(LimitScope scope, String name) {
        return asUser(bearer -> api.limit(bearer, kind(scope), name), READ_AGAIN);
    }

    public Uni<LimitDetails> setLimit(LimitScope scope, String name, SetLimit limit) {
        return asUser(bearer -> api.setLimit(bearer, kind(scope), name, limit), REPEAT);
    }

    public Uni<LimitDetails> clearLimit(LimitScope scope, String name) {
        return asUser(bearer -> api.clearLimit(bearer, kind(scope), name), REPEAT);
    }

    private static String kind(LimitScope scope) {
        return scope == LimitScope.TENANT ? "tenants" : "projects";
    }

    public Uni<PoolList> pools() {
        return asUser(bearer -> api.pools(bearer), READ_AGAIN);
    }

    /** A pool, by its name in any case. */
    public Uni<PoolDetails> pool(String name) {
        return asUser(bearer -> api.pool(bearer, name), READ_AGAIN);
    }

    private <T> Uni<T> asUser(Function<String, Uni<T>> call, String unknownOutcome) {
        // Now, not when the call is repeated: the request may be gone by then.
        String bearer = user.header();
        return Calls.repeatable(() -> call.apply(bearer), SERVICE, unknownOutcome);
    }
}
