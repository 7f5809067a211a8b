package dev.buildserver.storage;

/**
 * What the sender of a blob said of it.
 *
 * @param sizeBytes 0 or more; more than 5 GiB is more than a store takes in one request
 * @param sha256 64 hexadecimal digits, lower case
 */
public record Announced(long sizeBytes, String sha256, String contentType) {}
