package dev.buildserver.contract.artifact;

/**
 * Proof by the artifact service that an attempt's artifacts are complete and frozen.
 *
 * @param token signed by the artifact service over the other members and the attempt
 */
public record SealReceipt(String manifestDigest, int count, long totalBytes, String token) {}
