package dev.buildserver.benchmarks.load;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;

/**
 * A request.
 *
 * @param key for the header Idempotency-Key; null = none
 * @param body null = none
 * @param timeoutMillis of silence, after which there is no answer
 */
record Call(
        HttpMethod method,
        String path,
        Credential as,
        String key,
        Buffer body,
        long timeoutMillis) {
    /** What is asked for. */
    enum Kind {
        REGISTER,
        HEARTBEAT,
        LEASE,
        COMMANDS,
        EVENTS,
        ARTIFACT,
        SEAL,
        RESULT,
        SIGN_OFF,
        SUBMISSION,
        CANCEL
    }

    /** The same with less patience. */
    Call within(long millis) {
        return new Call(method, path, as, key, body, millis);
    }

    Kind kind() {
        int end = path.indexOf('?') < 0 ? path.length() : path.indexOf('?');
        String last = path.substring(path.lastIndexOf('/', end - 1) + 1, end);
        return switch (last) {
            case "register" -> Kind.REGISTER;
            case "heartbeat" -> Kind.HEARTBEAT;
            case "lease" -> Kind.LEASE;
            case "commands" -> Kind.COMMANDS;
            case "events" -> Kind.EVENTS;
            case "artifacts" -> Kind.ARTIFACT;
            case "seal" -> Kind.SEAL;
            case "result" -> Kind.RESULT;
            case "builds" -> Kind.SUBMISSION;
            case "cancel" -> Kind.CANCEL;
            default -> Kind.SIGN_OFF;
        };
    }
}
