package dev.buildserver.cli.client;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * An answer of the server.
 *
 * @param value what this version understands of it
 * @param json all of it, also members that this version does not know
 */
public record Received<T>(T value, JsonNode json) {}
