/**
 * Requests for builds: read from JSON, checked completely, completed with defaults, handed on.
 * Enter at {@link dev.buildserver.gateway.submission.Submissions}. Whatever is wrong with a request
 * is told at once: {@code MALFORMED_JSON} where it can't be read, {@code VALIDATION_FAILED} with
 * every violation where it can.
 */
package dev.buildserver.gateway.submission;
