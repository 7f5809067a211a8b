/**
 * Build logs for clients: whole as text, followed as text, followed as server-sent events. Enter at
 * {@link dev.buildserver.gateway.log.LogsResource}. A position in a log is {@code attempt.line}.
 */
package dev.buildserver.gateway.log;
