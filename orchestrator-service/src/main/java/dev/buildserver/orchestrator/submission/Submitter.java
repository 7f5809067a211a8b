package dev.buildserver.orchestrator.submission;

/**
 * Who submits, and what goes with the request.
 *
 * @param buildMaster whether the caller has that role
 * @param traceParent W3C trace context of the request
 * @param idempotencyKey null when none was given
 */
record Submitter(
        String tenant,
        String email,
        boolean buildMaster,
        String traceParent,
        String idempotencyKey) {}
