package dev.buildserver.gateway.openapi;

import static dev.buildserver.domain.error.ErrorCode.AGENT_NOT_FOUND;
import static dev.buildserver.domain.error.ErrorCode.ALREADY_FINISHED;
import static dev.buildserver.domain.error.ErrorCode.ARTIFACT_NOT_FOUND;
import static dev.buildserver.domain.error.ErrorCode.BUILD_NOT_FOUND;
import static dev.buildserver.domain.error.ErrorCode.FORBIDDEN;
import static dev.buildserver.domain.error.ErrorCode.IDEMPOTENCY_KEY_REUSED;
import static dev.buildserver.domain.error.ErrorCode.INTERNAL;
import static dev.buildserver.domain.error.ErrorCode.MALFORMED_JSON;
import static dev.buildserver.domain.error.ErrorCode.PAYLOAD_TOO_LARGE;
import static dev.buildserver.domain.error.ErrorCode.POOL_NOT_FOUND;
import static dev.buildserver.domain.error.ErrorCode.PROJECT_NOT_FOUND;
import static dev.buildserver.domain.error.ErrorCode.PROJECT_REPOSITORY_MISMATCH;
import static dev.buildserver.domain.error.ErrorCode.QUARANTINE_NOT_FOUND;
import static dev.buildserver.domain.error.ErrorCode.QUEUE_FULL;
import static dev.buildserver.domain.error.ErrorCode.RANGE_NOT_SATISFIABLE;
import static dev.buildserver.domain.error.ErrorCode.REQUEST_TIMEOUT;
import static dev.buildserver.domain.error.ErrorCode.REQUIREMENTS_UNMET;
import static dev.buildserver.domain.error.ErrorCode.STRATEGY_UNAVAILABLE;
import static dev.buildserver.domain.error.ErrorCode.UNAUTHENTICATED;
import static dev.buildserver.domain.error.ErrorCode.UNAVAILABLE;
import static dev.buildserver.domain.error.ErrorCode.UNSUPPORTED_MEDIA_TYPE;
import static dev.buildserver.domain.error.ErrorCode.UPSTREAM_FAILED;
import static dev.buildserver.domain.error.ErrorCode.UPSTREAM_TIMEOUT;
import static dev.buildserver.domain.error.ErrorCode.VALIDATION_FAILED;

import dev.buildserver.domain.error.ErrorCode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the document says of an operation beyond its signature.
 *
 * @param status of the good answer
 * @param example of the good answer, a file; null where it isn't JSON
 * @param errors besides those that every operation has
 */
record OperationNotes(String status, String example, List<ErrorCode> errors) {
    /** Errors of every operation. */
    static final List<ErrorCode> COMMON =
            List.of(
                    UNAUTHENTICATED,
                    FORBIDDEN,
                    INTERNAL,
                    UPSTREAM_FAILED,
                    UNAVAILABLE,
                    UPSTREAM_TIMEOUT);

    private static final ErrorCode[] BODY_ERRORS = {
        VALIDATION_FAILED,
        MALFORMED_JSON,
        REQUEST_TIMEOUT,
        PAYLOAD_TOO_LARGE,
        UNSUPPORTED_MEDIA_TYPE
    };
    private static final ErrorCode[] BODY_ERRORS_AND_AGENT = with(AGENT_NOT_FOUND);
    private static final ErrorCode[] BODY_ERRORS_AND_PROJECT = with(PROJECT_NOT_FOUND);

    private static final Map<String, OperationNotes> ALL =
            Map.ofEntries(
                    entry(
                            "submitBuild",
                            "202",
                            "submitted.json",
                            VALIDATION_FAILED,
                            MALFORMED_JSON,
                            REQUEST_TIMEOUT,
                            PAYLOAD_TOO_LARGE,
                            UNSUPPORTED_MEDIA_TYPE,
                            STRATEGY_UNAVAILABLE,
                            IDEMPOTENCY_KEY_REUSED,
                            PROJECT_REPOSITORY_MISMATCH,
                            REQUIREMENTS_UNMET,
                            QUEUE_FULL),
                    entry("listBuilds", "200", "builds.json", VALIDATION_FAILED),
                    entry("getBuild", "200", "build.json", BUILD_NOT_FOUND),
                    entry("getBuildCache", "200", "build-cache.json", BUILD_NOT_FOUND),
                    entry(
                            "cancelBuild",
                            "200",
                            "cancelled.json",
                            BUILD_NOT_FOUND,
                            ALREADY_FINISHED),
                    entry(
                            "rerunBuild",
                            "202",
                            "submitted.json",
                            VALIDATION_FAILED,
                            BUILD_NOT_FOUND,
                            IDEMPOTENCY_KEY_REUSED,
                            REQUIREMENTS_UNMET,
                            QUEUE_FULL),
                    entry("getLogs", "200", null, VALIDATION_FAILED, BUILD_NOT_FOUND),
                    entry("listArtifacts", "200", "artifacts.json", BUILD_NOT_FOUND),
                    entry("getArtifact", "200", "artifact.json", ARTIFACT_NOT_FOUND),
                    entry(
                            "downloadArtifact",
                            "200",
                            null,
                            ARTIFACT_NOT_FOUND,
                            RANGE_NOT_SATISFIABLE),
                    entry("headArtifact", "200", null, ARTIFACT_NOT_FOUND, RANGE_NOT_SATISFIABLE),
                    entry("listAgents", "200", "agents.json"),
                    entry("getAgent", "200", "agent.json", AGENT_NOT_FOUND),
                    entry("getAgentHealth", "200", "agent-health.json", AGENT_NOT_FOUND),
                    entry(
                            "setAgentMaintenance",
                            "200",
                            "agent-drained.json",
                            BODY_ERRORS_AND_AGENT),
                    entry("drainAgent", "200", "agent-drained.json", BODY_ERRORS_AND_AGENT),
                    entry("listLimits", "200", "limits.json"),
                    entry("getProjectLimit", "200", "limit.json", PROJECT_NOT_FOUND),
                    entry("setProjectLimit", "200", "limit.json", BODY_ERRORS_AND_PROJECT),
                    entry("clearProjectLimit", "200", "limit.json", PROJECT_NOT_FOUND),
                    entry("getTenantLimit", "200", "tenant-limit.json", VALIDATION_FAILED),
                    entry("setTenantLimit", "200", "tenant-limit.json", BODY_ERRORS),
                    entry("clearTenantLimit", "200", "tenant-limit.json", VALIDATION_FAILED),
                    entry("getCacheHealth", "200", "cache-health.json"),
                    entry("liftQuarantine", "200", "quarantine.json", QUARANTINE_NOT_FOUND),
                    entry("listPools", "200", "pools.json"),
                    entry("getPoolHealth", "200", "pool-health.json", POOL_NOT_FOUND));

    /** The notes on an operation, by its id. */
    static Optional<OperationNotes> of(String operationId) {
        return Optional.ofNullable(ALL.get(operationId));
    }

    private static ErrorCode[] with(ErrorCode another) {
        return Stream.concat(Stream.of(BODY_ERRORS), Stream.of(another)).toArray(ErrorCode[]::new);
    }

    private static Map.Entry<String, OperationNotes> entry(
            String id, String status, String example, ErrorCode... errors) {
        return Map.entry(id, new OperationNotes(status, example, List.of(errors)));
    }
}
