package dev.buildserver.agent.http;

/**
 * As whom a call is made, and in which trace.
 *
 * @param token bearer token
 * @param traceParent W3C trace context; null: the call belongs to no trace
 */
public record Credential(String token, String traceParent) {
    /** Secrets stay out of logs. */
    @Override
    public String toString() {
        return "Credential";
    }
}
